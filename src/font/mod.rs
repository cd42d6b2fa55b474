//! Fonts: from files to faces, from roles to faces, from characters to glyphs.
//!
//! The only room that parses font files, shapes text and makes subsets. It knows the template's
//! roles; it knows no page and no document.
