//! A tree's objects as rules see them.

use std::borrow::Cow;

use super::context::{Context, FindingSink};
use crate::Operation;
use crate::capture::NO_FIELD;
use crate::document::{Node, escape_token};
use crate::layout::ValueKind;
use crate::view::{Instant, Read, Sink, View};

/// An object of a document's tree.
#[derive(Clone, Copy)]
pub(crate) struct TreeView<'c, 'd> {
    context: &'c Context<'d>,
    /// The number of the object among the containers.
    object: usize,
    reads: &'static [Read],
    /// The same as numbers of fields; none where they were not worked out.
    fields: &'static [u8],
}

impl<'c, 'd> TreeView<'c, 'd> {
    pub(crate) fn new(
        context: &'c Context<'d>,
        object: usize,
        reads: &'static [Read],
        fields: &'static [u8],
    ) -> Self {
        Self {
            context,
            object,
            reads,
            fields,
        }
    }

    fn field(&self, read: usize) -> u8 {
        self.fields.get(read).copied().unwrap_or(NO_FIELD)
    }

    fn node(&self, read: usize) -> Option<&'d Node<'d>> {
        let (field, name) = (self.field(read), self.reads[read].field());
        self.context.values().field(self.object, field, name)
    }
}

impl View for TreeView<'_, '_> {
    fn operation(&self) -> Operation {
        self.context.operation
    }

    fn is_success(&self) -> bool {
        self.context.is_success()
    }

    fn http_status(&self) -> Option<u16> {
        self.context.http_status
    }

    fn contains(&self, read: usize) -> bool {
        self.node(read).is_some()
    }

    fn is_null(&self, read: usize) -> bool {
        self.node(read).is_some_and(Node::is_null)
    }

    fn integer(&self, read: usize) -> Option<i64> {
        self.node(read)?.as_i64()
    }

    fn number(&self, read: usize) -> Option<f64> {
        self.node(read)?.number_text()?.parse().ok()
    }

    /// Of a number that is not an integer only the sign counts here.
    fn is_negative(&self, read: usize) -> bool {
        let text = self.node(read).and_then(Node::number_text);
        text.is_some_and(|text| {
            text.starts_with('-') && text.parse::<f64>().is_ok_and(|number| number < 0.0)
        })
    }

    fn any_negative(&self) -> bool {
        let object = self.context.values().container(self.object).node;
        let members = object.members().unwrap_or_default();
        let mut numbers = members
            .iter()
            .filter_map(|member| member.node.number_text());
        numbers.any(|text| text.starts_with('-'))
    }

    fn instant(&self, read: usize) -> Option<Instant> {
        self.context.values().instant(self.node(read)?)
    }

    fn string(&self, read: usize) -> Option<&[u8]> {
        Some(self.node(read)?.as_str()?.as_bytes())
    }

    fn texts(&self, read: usize, mut each: impl FnMut(Option<usize>, &[u8])) {
        let raw = |node: &Node<'_>| {
            let text = self.context.text(node.span);
            node.as_str().and_then(|_| text.get(1..text.len() - 1))
        };
        let Some(node) = self.node(read) else {
            return;
        };
        match node.items() {
            Some(items) => {
                for (index, item) in items.iter().enumerate() {
                    if let Some(text) = raw(item) {
                        each(Some(index), text);
                    }
                }
            }
            None => {
                if let Some(text) = raw(node) {
                    each(None, text);
                }
            }
        }
    }

    fn enumeration(&self, read: usize) -> Option<&str> {
        self.node(read)?.as_str()
    }

    fn is_known(&self, read: usize) -> bool {
        let value = self.node(read).and_then(Node::as_str);
        value.is_none_or(|value| self.known(read).contains(&value))
    }

    fn known(&self, read: usize) -> &[&'static str] {
        let object = self.context.values().container(self.object).object;
        let field = object.and_then(|object| {
            let number = match self.field(read) {
                NO_FIELD => object.field(self.reads[read].field())?,
                number => usize::from(number),
            };
            object.fields.get(number)
        });
        match field.map(|field| field.kind) {
            Some(ValueKind::Enumeration(known)) => known,
            _ => &[],
        }
    }

    fn length(&self, read: usize) -> Option<usize> {
        self.node(read)?.items().map(<[_]>::len)
    }

    fn items(self, read: usize) -> impl Iterator<Item = Self> {
        let reads = match self.reads[read] {
            Read::Items(_, reads) => reads,
            _ => &[],
        };
        let (context, values) = (self.context, self.context.values());
        let objects = values.objects_in(self.object, self.reads[read].field());
        objects.map(move |object| Self::new(context, object, reads, &[]))
    }

    fn written(&self, read: usize) -> Cow<'_, str> {
        match self.node(read) {
            None => Cow::Borrowed(""),
            Some(node) => match node.as_str().or_else(|| node.number_text()) {
                Some(text) => Cow::Borrowed(text),
                None => String::from_utf8_lossy(self.context.text(node.span)),
            },
        }
    }
}

impl<'c, 'd> Sink<TreeView<'c, 'd>> for FindingSink<'c, 'd> {
    fn report_item<M, H>(
        &mut self,
        object: TreeView<'c, 'd>,
        read: usize,
        item: Option<usize>,
        text: impl FnOnce() -> (M, H),
    ) where
        M: Into<Cow<'static, str>>,
        H: Into<Cow<'static, str>>,
    {
        let field = object.reads[read].field();
        let values = object.context.values();
        let around = object.context.pointer_of_container(object.object);
        let mut pointer = format!("{around}/{}", escape_token(field));
        let mut node = object.node(read);
        if let Some(index) = item {
            pointer = format!("{pointer}/{index}");
            node = node.and_then(|node| node.items()?.get(index));
        }
        let span = node.unwrap_or(values.container(object.object).node).span;
        let (message, help) = text();
        self.report_span(pointer, span, message, help);
    }
}
