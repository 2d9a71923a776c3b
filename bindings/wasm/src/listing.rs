//! What the page shows of a source: the findings by their rules.

use std::io;

use obshell_validator::render::FindingRenderer;
use obshell_validator::{Notice, Operation, Problem, ReportedFinding, Rule, Summary, rule};
use serde::Serialize;

/// How many findings of a rule are listed. The rest is counted.
const LISTED: usize = 25;

#[derive(Default, Serialize)]
pub(crate) struct Listing {
    pub(crate) summary: Summary,
    pub(crate) problems: Vec<Problem>,
    pub(crate) notices: Vec<Notice>,
    /// Errors first, then in the order in which they were first found.
    pub(crate) groups: Vec<Group>,
    #[serde(skip)]
    listed: usize,
}

#[derive(Serialize)]
pub(crate) struct Group {
    rule: &'static str,
    severity: &'static str,
    category: &'static str,
    summary: &'static str,
    /// The rule's page, in Markdown.
    page: String,
    /// How many findings there are, with those that are not listed.
    count: u64,
    pub(crate) findings: Vec<Listed>,
}

#[derive(Serialize)]
pub(crate) struct Listed {
    pub(crate) id: usize,
    pub(crate) finding: ReportedFinding,
    /// The line that shows it: before the value, the value, and behind it.
    excerpt: [String; 3],
    /// The anchor of the field on the reference page.
    field: Option<String>,
}

impl Listed {
    fn new(id: usize, finding: &ReportedFinding) -> Self {
        let (text, span) = (&finding.excerpt.text, finding.excerpt.span.clone());
        let operation = finding.operation.parse::<Operation>().ok();
        let field = operation.and_then(|operation| operation.field(&finding.pointer));
        Self {
            id,
            finding: finding.clone(),
            excerpt: [&text[..span.start], &text[span.clone()], &text[span.end..]]
                .map(str::to_owned),
            field: field.map(|path| format!("{}.{}", path.definition, path.field)),
        }
    }
}

impl FindingRenderer for &mut Listing {
    fn finding(&mut self, finding: &ReportedFinding) -> io::Result<()> {
        let is_of =
            |group: &Group| (group.rule, group.severity) == (finding.rule, finding.severity.name());
        let known = self.groups.iter().position(is_of);
        let known = known.unwrap_or_else(|| {
            let rule = rule(finding.rule);
            self.groups.push(Group {
                rule: finding.rule,
                severity: finding.severity.name(),
                category: finding.category.name(),
                summary: rule.map_or("", |rule| rule.summary()),
                page: rule.map_or_else(String::new, Rule::page),
                count: 0,
                findings: Vec::new(),
            });
            self.groups.len() - 1
        });
        let group = &mut self.groups[known];
        group.count += finding.occurrences;
        if group.findings.len() < LISTED {
            group.findings.push(Listed::new(self.listed, finding));
            self.listed += 1;
        }
        Ok(())
    }

    fn problem(&mut self, problem: &Problem) -> io::Result<()> {
        self.problems.push(problem.clone());
        Ok(())
    }

    fn notice(&mut self, notice: &Notice) -> io::Result<()> {
        self.notices.push(notice.clone());
        Ok(())
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        self.summary = *summary;
        let order = |group: &Group| match group.severity {
            "error" => 0,
            "warning" => 1,
            _ => 2,
        };
        self.groups.sort_by_key(order);
        Ok(())
    }
}
