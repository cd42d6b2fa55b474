// Opens files in pdf.js and reads every page's operators and text; a warning is a fault.
// node pdf_open.mjs FOLDER_OF_PDFJS FILE...

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const faults = [];
let file = "";
for (const kind of ["log", "warn", "error"]) {
  console[kind] = (...words) => faults.push(`${file}: ${words.join(" ")}`);
}
const pdfjs = await import(pathToFileURL(`${folder}/legacy/build/pdf.mjs`));
// What Node lacks to draw with is no fault of a file.
faults.length = 0;

for (file of files) {
  const data = new Uint8Array(readFileSync(file));
  const options = { data, stopAtErrors: true, verbosity: 1, isEvalSupported: false, useSystemFonts: false };
  const folders = { cMapUrl: "cmaps", standardFontDataUrl: "standard_fonts", wasmUrl: "wasm", iccUrl: "iccs" };
  for (const [option, name] of Object.entries(folders)) {
    options[option] = `${folder}/${name}/`;
  }
  try {
    const document = await pdfjs.getDocument(options).promise;
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      await page.getOperatorList();
      await page.getTextContent();
    }
    await document.destroy();
  } catch (error) {
    faults.push(`${file}: ${error.message}`);
  }
}
if (faults.length > 0) {
  process.stderr.write(`${faults.join("\n")}\n`);
}
process.exit(faults.length > 0 ? 1 : 0);
