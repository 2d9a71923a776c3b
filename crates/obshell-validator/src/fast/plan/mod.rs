//! What the rules that are switched on need of a document, worked out once: which fields are wanted,
//! and which checks run on each object.

mod deviation;
mod reads;

use std::ops::Range;

use self::deviation::{DeviationCheck, FlagTest, RangeTest};
use super::found::{CapturedDocument, FindingList, NumberSet, set_of};
use super::words::{FindingTemplate, RawFinding};
use crate::Operation;
use crate::capture::{CapturedView, FieldFlag, Fired, ResolvedReads};
use crate::deviation::Deviation;
use crate::finding::{CompactFinding, Items};
use crate::layout::{EnvelopeLayout, ObjectLayout, VariantLayout};
use crate::rule::Rule;
use crate::rules::{Check, Implementation, IntegerRule, ObjectCheck};
use crate::severity::Severity;

/// The checks for responses of one operation at the severities that were set.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(super) success: VariantPlan,
    pub(super) failure: VariantPlan,
    /// What the fast path can report, numbered.
    pub(super) templates: Vec<FindingTemplate>,
    /// The highest severity among the templates.
    pub(super) worst: Severity,
    /// A rule needs what the fast path does not have.
    pub(super) needs_slow_path: bool,
}

/// The checks of one variant of an envelope.
#[derive(Debug)]
pub(super) struct VariantPlan {
    pub(super) operation: Operation,
    pub(super) is_success: bool,
    pub(super) layout: &'static VariantLayout,
    /// For each object of the layout.
    pub(super) objects: Vec<ObjectPlan>,
    /// The objects that are checked when all has been read: those with checks that are not in an
    /// array, whose items are checked one by one.
    pub(super) checked_at_end: Vec<usize>,
    /// Documents with unknown fields are left to the slow path.
    pub(super) rejects_unknown_fields: bool,
    /// If they are not, then those with one of these names, which a rule reads.
    pub(super) requested_unknown: Vec<&'static str>,
    /// No rule reports an integer up to this.
    integers_beyond: u64,
    /// From this on none reports an integer that does not end in 0.
    round_from: u64,
    /// No rule reports an integer of fewer digits.
    reported_digits: u32,
    /// None reports one of so many digits or more that does not end in 0.
    round_from_digits: u32,
    /// The rules about single integers, and their template for each slot.
    integers: Vec<(&'static IntegerRule, Vec<TemplateRef>)>,
    /// The deviations whose findings are kept as bits.
    numbered: Vec<NumberedDeviation>,
}

/// A deviation at one field of one object that is in no array.
#[derive(Debug)]
struct NumberedDeviation {
    object: usize,
    /// That of the value at which it is reported, if it is not at the object.
    slot: Option<usize>,
    template: TemplateRef,
}

/// The checks of one object.
#[derive(Debug)]
pub(super) struct ObjectPlan {
    pub(super) slots: Range<usize>,
    /// A bit for each field whose value is wanted.
    pub(super) captured: u64,
    /// A bit for each string that a rule reads: with escapes it is left to the slow path.
    pub(super) unescaped: u64,
    /// The fields of it that rules about what is around it read, if there are such rules.
    pub(super) read_from_around: Option<Vec<u8>>,
    pub(super) rules: Vec<ResolvedRule>,
    /// The deviations that every object shows.
    pub(super) always: NumberSet,
    pub(super) flag_tests: Vec<FlagTest>,
    pub(super) range_tests: Vec<RangeTest>,
    /// Those that need more than such a test.
    pub(super) deviations: Vec<DeviationCheck>,
}

impl ObjectPlan {
    fn of(object: &ObjectLayout) -> Self {
        Self {
            slots: object.first_slot..object.first_slot + object.fields.len(),
            captured: 0,
            unescaped: 0,
            read_from_around: None,
            rules: Vec::new(),
            always: NumberSet::default(),
            flag_tests: Vec::new(),
            range_tests: Vec::new(),
            deviations: Vec::new(),
        }
    }
}

/// A rule about an object, with its reads as numbers of fields.
#[derive(Debug)]
pub(super) struct ResolvedRule {
    /// What a field must have for the rule to find anything, and the fields as bits.
    pub(super) needs: (FieldFlag, u64),
    pub(super) check: fn(&CapturedView<'_>, &mut Fired),
    pub(super) reads: ResolvedReads,
}

/// The number of a template, and its order among those at one position.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TemplateRef {
    pub(super) template: u16,
    pub(super) rank: u16,
}

impl Plan {
    /// A plan for the rules that have a severity.
    pub(crate) fn new(
        operation: Operation,
        rules: &(impl Iterator<Item = (&'static Implementation, Severity)> + Clone),
    ) -> Self {
        let layout = EnvelopeLayout::of(operation);
        let mut templates = Vec::new();
        let mut needs_slow_path = false;
        let mut plan = |layout: &'static VariantLayout| {
            let mut plan = VariantPlan::new(operation, layout);
            for (implementation, severity) in rules.clone() {
                let mut builder = PlanBuilder {
                    rule: &implementation.rule,
                    severity,
                    templates: &mut templates,
                };
                needs_slow_path |= builder.add(&mut plan, &implementation.check).is_none();
            }
            plan.finish();
            needs_slow_path |= layout.objects.is_empty();
            plan
        };
        let (mut success, mut failure) = (plan(layout.success), plan(layout.failure));
        // The order of the templates at one position is that of a report.
        let key = |template: &FindingTemplate| {
            let finding = &template.finding;
            (finding.rule.id, finding.object, finding.field)
        };
        let mut order: Vec<usize> = (0..templates.len()).collect();
        order.sort_by_key(|template| key(&templates[*template]));
        let mut ranks = vec![0; templates.len()];
        for (rank, template) in (0..).zip(order) {
            ranks[template] = rank;
        }
        let severities = templates.iter().map(|template| template.finding.severity);
        success.rank(&ranks);
        failure.rank(&ranks);
        Self {
            success,
            failure,
            worst: severities.max().unwrap_or(Severity::Note),
            templates,
            needs_slow_path,
        }
    }
}

impl VariantPlan {
    fn new(operation: Operation, layout: &'static VariantLayout) -> Self {
        Self {
            operation,
            is_success: layout.is_success(),
            layout,
            objects: layout.objects.iter().map(ObjectPlan::of).collect(),
            checked_at_end: Vec::new(),
            rejects_unknown_fields: false,
            requested_unknown: Vec::new(),
            integers_beyond: i64::MAX.cast_unsigned(),
            round_from: 0,
            reported_digits: 0,
            round_from_digits: 0,
            integers: Vec::new(),
            numbered: Vec::new(),
        }
    }

    /// To be called when all rules were added.
    fn finish(&mut self) {
        let objects = self.layout.objects.iter().zip(&self.objects).enumerate();
        let checked = objects.filter(|(_, (object, plan))| {
            let idle = plan.rules.is_empty() && plan.deviations.is_empty();
            object.depth == 0 && !idle
        });
        self.checked_at_end = checked.map(|(number, _)| number).collect();
        let digits = |number: u64| number.checked_ilog10().map_or(0, |power| power + 1);
        self.reported_digits = digits(self.integers_beyond);
        self.round_from_digits = digits(self.round_from.saturating_sub(1)) + 1;
    }

    /// Sorts the checks of an object into the order of a report, as far as it is known: what is
    /// absent is reported where the object begins.
    fn rank(&mut self, ranks: &[u16]) {
        let rank = |reference: &mut TemplateRef| {
            reference.rank = ranks
                .get(usize::from(reference.template))
                .copied()
                .unwrap_or(0);
        };
        for object in &mut self.objects {
            for check in &mut object.deviations {
                rank(check.template());
            }
            object.deviations.sort_by_key(DeviationCheck::sort_key);
        }
        let templates = self.integers.iter_mut().flat_map(|(_, slots)| slots);
        templates.for_each(rank);
        self.number_deviations();
    }

    /// Numbers the deviations of objects that are in no array: the items of one may show a deviation
    /// again and again.
    fn number_deviations(&mut self) {
        let objects = self.layout.objects.iter().zip(&mut self.objects);
        for (number, (object, plan)) in objects
            .enumerate()
            .filter(|(_, (object, _))| object.depth == 0)
        {
            plan.deviations.retain_mut(|check| {
                let Some(set) = set_of(self.numbered.len()) else {
                    return true;
                };
                self.numbered.push(NumberedDeviation {
                    object: number,
                    slot: check
                        .reported_field()
                        .map(|field| object.first_slot + field),
                    template: *check.template(),
                });
                if check.always_holds() {
                    plan.always = [plan.always[0] | set[0], plan.always[1] | set[1]];
                } else if let Some(test) = check.as_flag_test(set) {
                    plan.flag_tests.push(test);
                } else if let Some(test) = check.as_range_test(set) {
                    plan.range_tests.push(test);
                } else {
                    check.keep_as_bit(set);
                    return true;
                }
                false
            });
        }
    }

    /// The finding of a deviation that was kept as a bit, in a document of this length.
    #[inline(always)]
    pub(super) fn numbered(
        &self,
        number: usize,
        length: u32,
        captured: &CapturedDocument,
    ) -> Option<RawFinding> {
        let deviation = self.numbered.get(number)?;
        let [start, end] = if let Some(slot) = deviation.slot {
            captured.slots.get(slot)?.span(length)
        } else {
            let state = captured.states.get(deviation.object)?;
            [state.start, state.end]
        };
        let TemplateRef { template, rank } = deviation.template;
        Some(RawFinding {
            start,
            end,
            items: Items::default(),
            template,
            rank,
        })
    }

    /// The template of a deviation that was kept as a bit.
    pub(super) fn template_of(&self, number: usize) -> Option<u16> {
        Some(self.numbered.get(number)?.template.template)
    }

    /// The objects of a definition.
    fn objects_of(
        &self,
        definition: &str,
    ) -> impl Iterator<Item = (usize, &'static ObjectLayout)> + use<> {
        let definition = definition.to_owned();
        let objects = self.layout.objects.iter().enumerate();
        objects.filter(move |(_, object)| object.is(&definition))
    }

    /// Whether the number of its digits, the first and the last tell that no rule about single integers
    /// reports a natural number, and that it fits 64 bits with a sign.
    #[inline(always)]
    pub(super) fn passes(&self, digits: &[u8; 24], count: u32) -> bool {
        let last = digits.get(count as usize - 1);
        let is_great = count >= 19 && digits[0] == b'9';
        count < self.reported_digits
            || (count >= self.round_from_digits && last != Some(&b'0') && !is_great)
    }

    /// Whether a rule about single integers may report this natural number, which ends in 0 if it is
    /// round; or it does not fit 64 bits with a sign.
    #[inline(always)]
    pub(super) fn may_report(&self, value: u64, is_round: bool) -> bool {
        let is_like_one = is_round || value < self.round_from || value.cast_signed() < 0;
        value > self.integers_beyond && is_like_one
    }

    /// Whether a rule about single integers reports this one.
    #[inline(always)]
    pub(super) fn reports_integer(&self, value: i64) -> bool {
        value.unsigned_abs() > self.integers_beyond
            && self.integers.iter().any(|(rule, _)| rule.applies_to(value))
    }

    #[cold]
    pub(super) fn report_integer(
        &self,
        slot: usize,
        value: i64,
        [start, end]: [u32; 2],
        items: Items,
        found: &mut FindingList,
    ) {
        for (rule, slots) in &self.integers {
            if rule.applies_to(value)
                && let Some(&TemplateRef { template, rank }) = slots.get(slot)
            {
                found.others.push(RawFinding {
                    start,
                    end,
                    items,
                    template,
                    rank,
                });
            }
        }
    }
}

/// Adds one rule to a plan. `None` if the rule needs what the fast path does not have.
struct PlanBuilder<'t> {
    rule: &'static Rule,
    severity: Severity,
    templates: &'t mut Vec<FindingTemplate>,
}

impl PlanBuilder<'_> {
    fn add(&mut self, plan: &mut VariantPlan, check: &'static Check) -> Option<()> {
        match check {
            // The fast path accepts nothing of what they look at.
            Check::Fault(_) => Some(()),
            Check::UnknownFields(_) => {
                plan.rejects_unknown_fields = true;
                Some(())
            }
            Check::Integer(rule) => self.integers(plan, rule),
            Check::Objects(checks) => checks.iter().try_for_each(|check| objects(plan, check)),
            Check::Deviation(deviation) => self.deviation(plan, deviation),
        }
    }

    fn template(&mut self, object: &'static ObjectLayout, field: &'static str) -> TemplateRef {
        let mut finding = CompactFinding::new(self.rule, self.severity);
        (finding.object, finding.field) = (object.pointer, field);
        let known = self.templates.iter().position(|known| {
            let known = &known.finding;
            known.rule == finding.rule
                && (known.object, known.field) == (finding.object, finding.field)
        });
        let number = known.unwrap_or_else(|| {
            self.templates.push(FindingTemplate {
                finding,
                message_has_value: self.rule.text.message.contains("{}"),
            });
            self.templates.len() - 1
        });
        TemplateRef {
            template: u16::try_from(number).unwrap_or(u16::MAX),
            rank: 0,
        }
    }

    fn integers(&mut self, plan: &mut VariantPlan, rule: &'static IntegerRule) -> Option<()> {
        // Short integers are read without asking anybody.
        if rule.threshold < super::scan::SHORT {
            return None;
        }
        let mut slots = vec![TemplateRef::default(); plan.layout.slots];
        for object in plan.layout.objects {
            for (number, field) in object.fields.iter().enumerate() {
                if plan.layout.non_null(field.kind).is_integer() {
                    slots[object.first_slot + number] = self.template(object, field.name);
                }
            }
        }
        plan.integers_beyond = plan.integers_beyond.min(rule.threshold);
        plan.round_from = plan.round_from.max(rule.round_from);
        plan.integers.push((rule, slots));
        Some(())
    }

    fn deviation(&mut self, plan: &mut VariantPlan, deviation: &'static Deviation) -> Option<()> {
        if !deviation.operations.contain(plan.operation) {
            return Some(());
        }
        for path in deviation.fields {
            for (number, object) in plan.objects_of(path.definition) {
                let check = DeviationCheck::new(plan, (number, object), path.field, deviation)?;
                if let Some(mut check) = check {
                    *check.template() = self.template(object, path.field);
                    plan.objects[number].deviations.push(check);
                }
            }
        }
        Some(())
    }
}

/// Adds a rule about the objects of some definitions.
fn objects(plan: &mut VariantPlan, check: &'static ObjectCheck) -> Option<()> {
    for definition in check.of {
        for (number, object) in plan.objects_of(definition) {
            let reads = reads::resolve(plan, (number, object), check.reads)?;
            let needed = reads::needed_flag(check.reads).map(|flag| (flag, reads.bits));
            plan.objects[number].rules.push(ResolvedRule {
                needs: needed.unwrap_or((FieldFlag::Any, u64::MAX)),
                check: check.fast,
                reads,
            });
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use obshell_types::operations::TenantBackupOverview;

    use super::Plan;
    use crate::Operation;
    use crate::fast::RawFindings;
    use crate::rule::Rule;
    use crate::rules::{Check, Implementation, IntegerRule, ObjectCheck, implementations};
    use crate::severity::{Category, Severity};
    use crate::view::{ObjectRule, Read, Sink, View};

    const SAMPLE: &[u8] = include_bytes!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/samples/tenant-backup-overview/completed.json"
    ));

    fn reads(rules: &[&'static Implementation]) -> bool {
        let counting = rules.iter().map(|rule| (*rule, Severity::Error));
        let plan = Plan::new(Operation::of::<TenantBackupOverview>(), &counting);
        plan.read(None, SAMPLE, &mut RawFindings::new()).is_some()
    }

    const fn rule(check: Check) -> Implementation {
        Implementation {
            rule: Rule::new("a-rule", (Category::Consistency, Severity::Error), "", ""),
            check,
        }
    }

    #[test]
    fn integers_that_pass_are_neither_refused_nor_reported() {
        let all = implementations().map(|rule| (rule, Severity::Error));
        let operation = Operation::of::<TenantBackupOverview>();
        let plans = [
            Plan::new(operation, &all),
            Plan::new(operation, &std::iter::empty()),
        ];
        let powers = (0..19).map(|power| 10_u64.pow(power));
        let edges = powers.chain([1 << 53, i64::MAX.cast_unsigned(), 9_999_999_999_999_999_990]);
        let around = |edge: u64| edge.saturating_sub(11).max(1)..=edge.saturating_add(11);
        let (mut passed, mut others) = (0, 0);
        for integer in edges.flat_map(around) {
            let text = integer.to_string();
            let mut digits = [b','; 24];
            digits[..text.len()].copy_from_slice(text.as_bytes());
            let count = integer.ilog10() + 1;
            if count > 19 {
                continue;
            }
            for plan in plans.iter().map(|plan| &plan.success) {
                let applies = |integer| {
                    let mut rules = plan.integers.iter();
                    rules.any(|(rule, _)| rule.applies_to(integer))
                };
                let bad = i64::try_from(integer).map_or(true, applies);
                if plan.passes(&digits, count) {
                    assert!(!bad, "{integer}");
                    passed += 1;
                } else {
                    others += 1;
                }
            }
        }
        assert!(passed > others, "{passed} of {others}");
    }

    /// It costs speed, never correctness.
    #[test]
    fn a_rule_that_reads_another_type_gets_every_document() {
        struct Strange;

        impl ObjectRule for Strange {
            const OF: &'static [&'static str] = &["CdbObBackupTask"];
            const READS: &'static [Read] = &[Read::Number("comment")];

            fn check<V: View>(_: V, _: &mut impl Sink<V>) {}
        }

        static STRANGE: Implementation = rule(Check::Objects(&[ObjectCheck::new::<Strange>()]));
        let all: Vec<_> = implementations().collect();
        assert!(reads(&all));
        assert!(!reads(&[&STRANGE]));
    }

    #[test]
    fn a_rule_about_small_integers_gets_every_document() {
        static SMALL: Implementation = rule(Check::Integer(IntegerRule {
            threshold: 0,
            round_from: u64::MAX,
            matches: |_| true,
        }));
        assert!(!reads(&[&SMALL]));
    }

    #[test]
    fn every_rule_has_a_fast_path() {
        for implementation in implementations() {
            assert!(reads(&[implementation]), "{:?}", implementation.rule);
        }
    }
}
