//! Structure elements with their kids, and the parent tree that leads back from content to them.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::attributes::{self, Extent};
use super::{Tree, structure_type};
use crate::geom::Rect;
use crate::pages::{NodeRole, Pages};
use crate::pdf::content::PageContent;
use crate::pdf::streams::{text_bytes, text_string};

/// A link annotation that the tree must hold.
#[derive(Clone, Copy, Debug)]
pub(in crate::pdf) struct Annotation {
    /// Its object.
    pub id: ObjectId,
    /// The index of its page.
    pub page: usize,
    /// How many marked-content sequences its page had when it was drawn.
    pub after: usize,
    /// The node it belongs to.
    pub node: usize,
    /// Its key in the parent tree.
    pub key: i64,
}

/// Where something stands in the order of drawing: page, sequence, annotations before the next sequence.
type Position = (usize, usize, bool);

/// A kid that is not a node.
#[derive(Clone, Copy, Debug)]
enum Content {
    Sequence { page: usize, number: usize },
    Link(Annotation),
}

/// Content of one node, in the order of drawing.
type Contents = Vec<(Position, Content)>;

struct Writer<'a> {
    tree: &'a Tree<'a>,
    pages: &'a [ObjectId],
    contents: Vec<Contents>,
    /// The first content of each node and its descendants.
    first: Vec<Option<Position>>,
    /// The objects of the nodes that are written.
    ids: Vec<Option<ObjectId>>,
    /// The elements of annotations, by their key.
    links: BTreeMap<i64, ObjectId>,
}

/// Adds the structure tree's objects; gives its root, `None` where the pages have no structure.
/// `drawn` and `page_ids` go with the pages one by one.
pub(in crate::pdf) fn write(
    tree: &Tree<'_>,
    pages: &Pages,
    drawn: &[PageContent<'_>],
    annotations: &[Annotation],
    page_ids: &[ObjectId],
    document: &mut Document,
) -> Option<ObjectId> {
    if tree.nodes.is_empty() {
        return None;
    }
    let contents = contents(tree, drawn, annotations);
    let first = first_positions(tree, &contents);
    let ids = kept(tree, &first).into_iter().map(|kept| kept.then(|| document.new_object_id())).collect();
    let mut writer = Writer { tree, pages: page_ids, contents, first, ids, links: BTreeMap::new() };
    let root = document.new_object_id();
    let extents = extents(pages, drawn);
    for node in 0..tree.nodes.len() {
        if let Some(id) = writer.ids[node] {
            let element = writer.element(node, root, extents.get(&node).copied(), document);
            document.set_object(id, element);
        }
    }
    let parent_tree = document.add_object(writer.parent_tree(drawn));
    document.set_object(
        root,
        dictionary! {
            "Type" => "StructTreeRoot",
            "K" => writer.reference(0),
            "RoleMap" => dictionary! { "Title" => "P" },
            "ParentTree" => parent_tree,
            "ParentTreeNextKey" => (drawn.len() + annotations.len()) as i64,
        },
    );
    if let Some(names) = writer.note_names() {
        let names = document.add_object(dictionary! { "Names" => names });
        if let Ok(root) = document.get_dictionary_mut(root) {
            root.set("IDTree", names);
        }
    }
    Some(root)
}

fn contents(tree: &Tree<'_>, drawn: &[PageContent<'_>], annotations: &[Annotation]) -> Vec<Contents> {
    let mut contents = vec![Contents::new(); tree.nodes.len()];
    for (page, content) in drawn.iter().enumerate() {
        for (number, &node) in content.sequences.iter().enumerate() {
            contents[node].push(((page, number, true), Content::Sequence { page, number }));
        }
    }
    for &annotation in annotations {
        let position = (annotation.page, annotation.after, false);
        contents[annotation.node].push((position, Content::Link(annotation)));
    }
    contents.iter_mut().for_each(|contents| contents.sort_by_key(|(position, _)| *position));
    contents
}

fn first_positions(tree: &Tree<'_>, contents: &[Contents]) -> Vec<Option<Position>> {
    let mut first: Vec<Option<Position>> =
        contents.iter().map(|contents| contents.first().map(|(position, _)| *position)).collect();
    // Children stand after their parents, so that going backwards meets them first.
    for node in (1..tree.nodes.len()).rev() {
        if let (Some(position), Some(parent)) = (first[node], tree.parent(node)) {
            first[parent] = Some(first[parent].map_or(position, |other| other.min(position)));
        }
    }
    first
}

/// Nodes without any content are left out, but for a table's rows and cells: its columns must stay.
fn kept(tree: &Tree<'_>, first: &[Option<Position>]) -> Vec<bool> {
    let mut kept: Vec<bool> = Vec::with_capacity(first.len());
    for (node, first) in first.iter().enumerate() {
        let of_table = matches!(
            tree.nodes[node].role,
            NodeRole::TableRow | NodeRole::TableHead { .. } | NodeRole::TableCell { .. }
        );
        let keep = match tree.parent(node) {
            Some(parent) => kept[parent] && (first.is_some() || of_table),
            None => true,
        };
        kept.push(keep);
    }
    kept
}

/// The extent of each figure on the first page that shows it.
fn extents(pages: &Pages, drawn: &[PageContent<'_>]) -> BTreeMap<usize, Extent> {
    let mut extents = BTreeMap::new();
    for (page, content) in pages.pages.iter().zip(drawn) {
        for (&figure, &rect) in &content.figures {
            extents.entry(figure).or_insert((rect as Rect, page.size.height));
        }
    }
    extents
}

impl Writer<'_> {
    /// Nodes with content are always written; null would say that this one was not.
    fn reference(&self, node: usize) -> Object {
        self.ids[node].map_or(Object::Null, Object::Reference)
    }

    fn element(&mut self, node: usize, root: ObjectId, extent: Option<Extent>, document: &mut Document) -> Dictionary {
        let above = self.tree.parent(node).and_then(|parent| self.ids[parent]).unwrap_or(root);
        let mut element = dictionary! {
            "Type" => "StructElem",
            "S" => structure_type(self.tree.nodes[node].role),
            "P" => above,
        };
        let page = self.contents[node].iter().find_map(|(_, content)| match content {
            Content::Sequence { page, .. } => Some(*page),
            Content::Link(_) => None,
        });
        if let Some(page) = page {
            element.set("Pg", self.pages[page]);
        }
        let kids = self.kids(node, page, document);
        if !kids.is_empty() {
            element.set("K", kids);
        }
        if let Some(alt) = &self.tree.nodes[node].alt {
            element.set("Alt", text_string(alt));
        }
        if let Some(id) = self.note_id(node) {
            element.set("ID", text_string(&id));
        }
        if let Some(attributes) = attributes::of(self.tree, node, extent) {
            element.set("A", attributes);
        }
        element
    }

    /// Child nodes keep their order; the node's own content goes between them as it was drawn.
    fn kids(&mut self, node: usize, page: Option<usize>, document: &mut Document) -> Vec<Object> {
        let mut kids = Vec::new();
        let own = std::mem::take(&mut self.contents[node]);
        let mut own = own.iter().peekable();
        for &child in &self.tree.children[node] {
            let Some(id) = self.ids[child] else { continue };
            while let Some((_, content)) =
                own.next_if(|(position, _)| self.first[child].is_some_and(|first| *position < first))
            {
                kids.push(self.content(node, *content, page, document));
            }
            kids.push(Object::Reference(id));
        }
        kids.extend(own.map(|(_, content)| self.content(node, *content, page, document)));
        kids
    }

    fn content(
        &mut self,
        node: usize,
        content: Content,
        element_page: Option<usize>,
        document: &mut Document,
    ) -> Object {
        match content {
            Content::Sequence { page, number } if element_page == Some(page) => Object::Integer(number as i64),
            Content::Sequence { page, number } => Object::Dictionary(dictionary! {
                "Type" => "MCR", "Pg" => self.pages[page], "MCID" => number as i64,
            }),
            Content::Link(annotation) => {
                let reference = dictionary! {
                    "Type" => "OBJR", "Obj" => annotation.id, "Pg" => self.pages[annotation.page],
                };
                if self.tree.is_link(node) {
                    self.links.extend(self.ids[node].map(|id| (annotation.key, id)));
                    return Object::Dictionary(reference);
                }
                // A link annotation must be in a Link element (ISO 14289-1 §7.18.5).
                let link = document.add_object(dictionary! {
                    "Type" => "StructElem", "S" => "Link", "P" => self.reference(node), "K" => vec![Object::Dictionary(reference)],
                });
                self.links.insert(annotation.key, link);
                Object::Reference(link)
            }
        }
    }

    /// From each page's sequences and each annotation back to their elements (§14.7.4.4).
    fn parent_tree(&self, drawn: &[PageContent<'_>]) -> Dictionary {
        let mut numbers = Vec::new();
        for (page, content) in drawn.iter().enumerate().filter(|(_, content)| !content.sequences.is_empty()) {
            numbers.push(Object::Integer(page as i64));
            let parents = content.sequences.iter().map(|&node| self.reference(node));
            numbers.push(Object::Array(parents.collect()));
        }
        for (&key, &link) in &self.links {
            numbers.push(Object::Integer(key));
            numbers.push(Object::Reference(link));
        }
        dictionary! { "Nums" => numbers }
    }

    /// Notes must have ids (ISO 14289-1 §7.9).
    fn note_id(&self, node: usize) -> Option<String> {
        (self.tree.nodes[node].role == NodeRole::Note).then(|| format!("note-{node}"))
    }

    fn note_names(&self) -> Option<Vec<Object>> {
        let mut names: BTreeMap<Vec<u8>, ObjectId> = BTreeMap::new();
        for (node, id) in self.ids.iter().enumerate() {
            if let (Some(name), Some(id)) = (self.note_id(node), id) {
                names.insert(text_bytes(&name), *id);
            }
        }
        let pair = |(name, id): (Vec<u8>, ObjectId)| [Object::string_literal(name), Object::Reference(id)];
        (!names.is_empty()).then(|| names.into_iter().flat_map(pair).collect())
    }
}
