//! A folder of its own for each test, and runs of the program in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_banxin");

/// A report that has no fault and names no picture.
pub const SOUND: &str = r#"[report]
title = "年度报告"
date = 2023-03-01

[[section]]
id = "a"
title = "总体情况"
body = '''
公民具备科学素质的比例提升到10.0%。
'''
"#;

/// An empty folder that lies in no source tree.
pub struct Workplace {
    root: PathBuf,
}

/// What a run left behind.
pub struct Run {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Workplace {
    /// The name tells one test's folder from another's.
    pub fn new(name: &str) -> Workplace {
        let root = std::env::temp_dir().join(format!("banxin-test-{}-{name}", std::process::id()));
        drop(fs::remove_dir_all(&root));
        fs::create_dir_all(&root).unwrap();
        Workplace { root }
    }

    /// With `report.toml` in it.
    pub fn with_report(name: &str, report: &str) -> Workplace {
        let place = Workplace::new(name);
        place.put("report.toml", report);
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// Runs the program here, in Chinese, with the shipped fonts alone.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_as(Path::new(PROGRAM), &[arguments, &["--no-system-fonts", "--lang", "zh"]].concat())
    }

    /// Runs a copy of the program here with these arguments and no others.
    pub fn run_as(&self, program: &Path, arguments: &[&str]) -> Run {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.root).env("LC_ALL", "zh_CN.UTF-8").env_remove("NO_COLOR");
        Run::from(command.output().expect("the program starts"))
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.root));
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Run {
        Run {
            code: output.status.code().expect("no signal ended it"),
            out: String::from_utf8(output.stdout).expect("output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }
}

impl Run {
    /// Checks the exit code, showing what was said if it is another.
    #[track_caller]
    pub fn exits(self, code: i32) -> Run {
        assert_eq!(self.code, code, "\nstdout: {}\nstderr: {}", self.out, self.err);
        self
    }

    /// Code, line and column of every error shown, in order: `unknown-key report.toml:3:1`.
    pub fn errors(&self) -> Vec<String> {
        let heads = self.err.lines().filter_map(|line| line.strip_prefix("错误["));
        heads.map(|head| head.replacen(']', "", 1)).collect()
    }
}
