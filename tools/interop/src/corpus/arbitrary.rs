//! Arbitrary valid values of a schema.

use serde_json::{Map, Value, json};

use super::Random;
use crate::contract::schema::{branches, members, resolved, types};

/// Makes values of schemas. `document` is what their references lead into.
pub(crate) struct Arbitrary<'s, 'r> {
    document: &'s Value,
    random: &'r mut Random,
    /// Whether every optional field is there, as far as it can be something.
    full: bool,
}

impl<'s, 'r> Arbitrary<'s, 'r> {
    pub(crate) fn new(document: &'s Value, random: &'r mut Random) -> Self {
        Self {
            document,
            random,
            full: false,
        }
    }

    /// A value in which every field is there that is not always null.
    pub(crate) fn full(mut self, schema: &Value) -> Value {
        self.full = true;
        self.value(schema)
    }

    /// A value that the schema allows.
    pub(crate) fn value(&mut self, schema: &Value) -> Value {
        let schema = resolved(self.document, schema);
        if let Some(constant) = schema.get("const") {
            return constant.clone();
        }
        if let Some(values) = schema["enum"].as_array() {
            return self.random.pick(values);
        }
        if let Some(branches) = branches(schema) {
            let branches: Vec<&Value> = branches
                .iter()
                .filter(|branch| !self.full || branch["type"] != "null")
                .collect();
            let branch = self.random.pick(&branches);
            return self.value(branch);
        }
        let mut types: Vec<&str> = types(schema).collect();
        if self.full && types.len() > 1 {
            types.retain(|name| *name != "null");
        }
        if types.is_empty() {
            let anything = [
                json!(null),
                json!({}),
                json!([1, "x"]),
                json!("x"),
                json!(7),
            ];
            return self.random.pick(&anything);
        }
        match self.random.pick(&types) {
            "null" => Value::Null,
            "boolean" => self.random.one_in(2).into(),
            "integer" => self.integer(schema).into(),
            "number" => self.number(schema),
            "string" => self.string(schema).into(),
            "array" => {
                let least = usize::try_from(schema["minItems"].as_u64().unwrap_or(0));
                let least = least.unwrap_or(0).max(usize::from(self.full));
                let count = least + self.random.below(3);
                (0..count).map(|_| self.value(&schema["items"])).collect()
            }
            _ => self.object(schema).into(),
        }
    }

    fn object(&mut self, schema: &Value) -> Map<String, Value> {
        let mut object = Map::new();
        if !schema["properties"].is_object() && !schema["additionalProperties"].is_object() {
            // Nothing is known of it.
            object.insert("a".into(), json!([1, "x"]));
        }
        for (name, about) in members(&schema["properties"]) {
            let required = schema["required"].as_array().into_iter().flatten();
            let is_required = required.into_iter().any(|required| required == name);
            let is_null = resolved(self.document, about)["type"] == "null";
            if is_required || (self.full && !is_null) || (!self.full && self.random.one_in(3)) {
                let value = self.value(about);
                object.insert(name.clone(), value);
            }
        }
        if let Some(values) = schema.get("additionalProperties").filter(|s| s.is_object()) {
            for name in ["a", "b/~c"].into_iter().take(self.random.below(3)) {
                let value = self.value(values);
                object.insert(name.into(), value);
            }
        }
        object
    }

    fn integer(&mut self, schema: &Value) -> i64 {
        let (least, most) = match schema["format"].as_str() {
            Some("int32") => (i32::MIN.into(), i32::MAX.into()),
            _ => (i64::MIN, i64::MAX),
        };
        let least = schema["minimum"].as_i64().unwrap_or(least);
        let most = schema["maximum"].as_i64().unwrap_or(most);
        let random = &mut *self.random;
        let found = match random.below(8) {
            0 => 0,
            1 => 1,
            2 => -4072,
            3 => random.pick(&[most, least, (1 << 53) + 1]),
            4 | 5 => random.pick(&[1_722_236_939_903_501_364, 1_658_739_252_505_427_433]),
            _ => i64::from_ne_bytes(random.next().to_ne_bytes()) >> random.below(60),
        };
        if (least..=most).contains(&found) {
            return found;
        }
        random.pick(&[least, least.midpoint(most), most])
    }

    fn number(&mut self, schema: &Value) -> Value {
        let numbers = [0.0, 144_225.650_3, 5_817_899.888_9, 1e21, 1e-7, -0.5];
        let least = schema["minimum"].as_f64().unwrap_or(f64::MIN);
        let most = schema["maximum"].as_f64().unwrap_or(f64::MAX);
        let fitting: Vec<f64> = numbers
            .into_iter()
            .filter(|number| (least..=most).contains(number))
            .collect();
        let number = self.random.pick(&fitting);
        // As the server writes it.
        if number == 0.0 {
            json!(0)
        } else {
            json!(number)
        }
    }

    fn string(&mut self, schema: &Value) -> String {
        if schema["format"] == "date-time" {
            return self.timestamp();
        }
        let examples = schema["examples"].as_array().into_iter().flatten();
        let mut texts: Vec<&str> = examples.filter_map(Value::as_str).collect();
        // The examples are known to match a pattern.
        if schema.get("pattern").is_none() {
            texts.extend(TEXTS);
        }
        let excluded = schema["not"]["enum"].as_array().into_iter().flatten();
        let excluded: Vec<&str> = excluded.filter_map(Value::as_str).collect();
        texts.retain(|text| !excluded.contains(text));
        self.random.pick(&texts).to_owned()
    }

    fn timestamp(&mut self) -> String {
        let random = &mut *self.random;
        if random.one_in(8) {
            return "0001-01-01T00:00:00Z".into();
        }
        let day = format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            1970 + random.below(130),
            1 + random.below(12),
            1 + random.below(28),
            random.below(24),
            random.below(60),
            random.below(60),
        );
        let fraction = random.pick(&["", ".5", ".723714", ".54002369", ".123456789"]);
        let offset = random.pick(&["Z", "+08:00", "-03:30", "+14:00", "+05:45"]);
        format!("{day}{fraction}{offset}")
    }
}

const TEXTS: [&str; 9] = [
    "",
    "11ae266d93f6e7c7",
    "Task.NotFound",
    "备份中",
    "未找到任务：no backup task",
    "oss://bucket/backup?host=a&b=<c>",
    "\"quoted\" \\ / \u{8}\u{c}\n\r\t",
    "\u{2028}\u{2029}\u{fffd}\u{7f}\0",
    "😀",
];
