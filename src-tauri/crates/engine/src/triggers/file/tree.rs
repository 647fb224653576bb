//! Which folders are watched, and for whom.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::note::{Note, What};
use super::queue::Queue;

/// The watched folders, each with the queues of the automations that want to hear of it. A folder
/// that several automations watch is watched once.
#[derive(Debug, Default)]
pub(super) struct Tree {
    folders: HashMap<PathBuf, Vec<Arc<Queue>>>,
}

impl Tree {
    /// How many folders are watched.
    pub fn len(&self) -> usize {
        self.folders.len()
    }

    /// Whether anybody watches this folder.
    pub fn contains(&self, folder: &Path) -> bool {
        self.folders.contains_key(folder)
    }

    /// Notes that `queue` wants to hear of `folder`.
    pub fn add(&mut self, folder: &Path, queue: &Arc<Queue>) {
        let queues = self.folders.entry(folder.to_owned()).or_default();
        if !queues.iter().any(|known| Arc::ptr_eq(known, queue)) {
            queues.push(Arc::clone(queue));
        }
    }

    /// Notes that `queue` has lost interest in `folder`; whether it was the last one.
    pub fn remove(&mut self, folder: &Path, queue: &Arc<Queue>) -> bool {
        let Some(queues) = self.folders.get_mut(folder) else {
            return false;
        };
        queues.retain(|known| !Arc::ptr_eq(known, queue));
        let last = queues.is_empty();
        if last {
            self.folders.remove(folder);
        }
        last
    }

    /// Hands a note to all whom it concerns: who watches the folder in which the path lies and, when
    /// the path is gone, who watches the path itself.
    pub fn route(&self, note: &Note) {
        let around = note
            .path
            .parent()
            .and_then(|folder| self.folders.get(folder));
        for queue in around.into_iter().flatten() {
            queue.push(note.clone());
        }
        if note.what == What::Gone {
            let itself = self.folders.get(&note.path).into_iter().flatten();
            let told = |queue: &Arc<Queue>| {
                around.is_some_and(|told| told.iter().any(|known| Arc::ptr_eq(known, queue)))
            };
            for queue in itself.filter(|queue| !told(queue)) {
                queue.push(note.clone());
            }
        }
    }

    /// Tells everybody that something was missed.
    pub fn miss(&self) {
        self.folders
            .values()
            .flatten()
            .for_each(|queue| queue.miss());
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    fn queue() -> Arc<Queue> {
        Arc::new(Queue::new(8))
    }

    fn heard(tree: &Tree, queue: &Queue, path: &str, what: What) -> usize {
        tree.route(&Note {
            path: path.into(),
            what,
            at: Instant::now(),
        });
        queue.take().notes.len()
    }

    #[test]
    fn a_note_reaches_who_watches_the_folder_around_it() {
        let (mut tree, one, other) = (Tree::default(), queue(), queue());
        tree.add(Path::new("/in"), &one);
        tree.add(Path::new("/in/deep"), &other);
        assert_eq!(heard(&tree, &one, "/in/a", What::Made), 1);
        assert_eq!(heard(&tree, &other, "/in/a", What::Made), 0);
        assert_eq!(heard(&tree, &other, "/in/deep/a", What::Made), 1);
    }

    #[test]
    fn the_end_of_a_watched_folder_is_told_once_to_each() {
        let (mut tree, one) = (Tree::default(), queue());
        tree.add(Path::new("/in"), &one);
        assert_eq!(heard(&tree, &one, "/in", What::Gone), 1);
        assert_eq!(heard(&tree, &one, "/in", What::Touched), 0);
        tree.add(Path::new("/in/deep"), &one);
        assert_eq!(heard(&tree, &one, "/in/deep", What::Gone), 1);
    }

    #[test]
    fn a_folder_is_watched_until_the_last_one_leaves() {
        let (mut tree, one, other) = (Tree::default(), queue(), queue());
        let folder = Path::new("/in");
        tree.add(folder, &one);
        tree.add(folder, &one);
        tree.add(folder, &other);
        assert!(!tree.remove(folder, &one));
        assert!(tree.remove(folder, &other));
        assert!(!tree.remove(folder, &other));
        assert!(!tree.contains(folder));
        assert_eq!(tree.len(), 0);
    }

    #[test]
    fn everybody_hears_of_a_miss() {
        let (mut tree, one) = (Tree::default(), queue());
        tree.add(Path::new("/in"), &one);
        tree.miss();
        assert!(one.take().missed);
    }
}
