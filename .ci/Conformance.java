// Judges files by veraPDF's own rules: java -cp JARS .ci/Conformance.java FLAVOUR[,FLAVOUR] FILE...
// A line for each file and flavour; for each rule that is broken one example. Exits with 1 on any.

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

class Conformance {
    /** How many broken checks of one file are remembered as examples. */
    static final int EXAMPLES = 500;

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean sound = arguments.length > 1;
        for (String name : arguments[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.fromString(name);
            if (flavour == PDFAFlavour.NO_FLAVOUR) {
                throw new IllegalArgumentException("there is no flavour " + name);
            }
            for (String file : List.of(arguments).subList(1, arguments.length)) {
                List<String> broken = judge(new File(file), flavour);
                System.out.println((broken.isEmpty() ? "conforms to " : "BREAKS ") + name + "  " + file);
                broken.forEach(line -> System.out.println("    " + line));
                sound &= broken.isEmpty();
            }
        }
        System.exit(sound ? 0 : 1);
    }

    /** What a file breaks, rule by rule; a file that cannot be read breaks everything. */
    static List<String> judge(File file, PDFAFlavour flavour) {
        Map<String, String> broken = new TreeMap<>();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(flavour, EXAMPLES, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    broken.putIfAbsent(rule, assertion.getMessage() + " at " + assertion.getLocation().getContext());
                }
            }
            if (!result.isCompliant() && broken.isEmpty()) {
                broken.put("?", "not compliant, without a reason given");
            }
        } catch (Exception | StackOverflowError error) {
            broken.put("unreadable", String.valueOf(error));
        }
        List<String> lines = new ArrayList<>();
        broken.forEach((rule, message) -> lines.add(rule + ": " + message));
        return lines;
    }
}
