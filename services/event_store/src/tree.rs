//! The tree over the leaves of a log (RFC 6962, section 2.1): one hash for all that stands up to a position.

use crate::{
    Store, StoreError,
    ids::{NetworkId, Position},
    read,
    seal::sha256,
};
use async_recursion::async_recursion as boxed;

/// How many leaves are read at once.
const PAGE: u64 = 5_000;

/// All of a log up to a position, in one hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TreeHead {
    /// The position.
    pub size: Position,
    /// The root of the tree over all leaves up to there.
    pub root: [u8; 32],
}

/// The roots of the full trees that a tree of this size consists of, the largest first: all that is needed
/// to add leaves.
#[derive(Clone, Default)]
pub(crate) struct Frontier {
    size: u64,
    roots: Vec<[u8; 32]>,
}

impl Frontier {
    fn push(&mut self, leaf: [u8; 32]) {
        let mut root = leaf;
        // As many full trees of the same size meet as the size has ones at its end.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.roots.pop() {
                root = node(&left, &root);
            }
        }
        self.roots.push(root);
        self.size += 1;
    }

    fn head(&self) -> TreeHead {
        let mut roots = self.roots.iter().rev();
        let smallest = roots.next().copied().unwrap_or_else(|| sha256(&[]));
        TreeHead {
            size: Position::new(self.size),
            root: roots.fold(smallest, |right, left| node(left, &right)),
        }
    }
}

fn node(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    sha256(&[&[1], left, right])
}

impl Store {
    /// The tree over the whole log as it is now; what was read before is not read again.
    #[boxed]
    pub async fn tree_head(&self, network: NetworkId) -> Result<TreeHead, StoreError> {
        let head = self.head(network).await?;
        let mut tree = self.tree.lock().await;
        // A log only grows; where it went back, it is read anew.
        let known = tree.remove(&network);
        let known = known.filter(|known| known.size <= head.get());
        let all = self.frontier(network, head, known.unwrap_or_default());
        let all = all.await?;
        let tree_head = all.head();
        tree.insert(network, all);
        Ok(tree_head)
    }

    /// The tree over the log up to a position, which must be there, read from its first leaf.
    pub(crate) async fn tree_head_at(
        &self,
        network: NetworkId,
        size: Position,
    ) -> Result<TreeHead, StoreError> {
        let all = self.frontier(network, size, Frontier::default()).await?;
        Ok(all.head())
    }

    async fn frontier(
        &self,
        network: NetworkId,
        size: Position,
        mut frontier: Frontier,
    ) -> Result<Frontier, StoreError> {
        let mut session = self.engine.read().await?;
        let Some(network) = self.keys.network(&mut session, network).await? else {
            return Ok(frontier);
        };
        drop(session);
        while frontier.size < size.get() {
            let end = size.get().min(frontier.size + PAGE);
            let mut session = self.engine.read().await?;
            let sql = "SELECT id, leaf FROM event WHERE id = ANY($1)";
            let log = &mut session.of(&network);
            for (position, row) in read::at(log, sql, frontier.size + 1..=end).await? {
                if position != frontier.size + 1 {
                    return Err(missing(frontier.size + 1));
                }
                frontier.push(row.fixed(1)?);
            }
            if frontier.size < end {
                return Err(missing(frontier.size + 1));
            }
        }
        Ok(frontier)
    }
}

fn missing(position: u64) -> StoreError {
    StoreError::Damaged {
        position: Position::new(position),
        what: "it is missing".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As RFC 6962 defines it, without remembering anything.
    fn defined(leaves: &[[u8; 32]]) -> [u8; 32] {
        match leaves {
            [] => sha256(&[]),
            [leaf] => *leaf,
            _ => {
                let half = leaves.len().next_power_of_two() / 2;
                let (left, right) = leaves.split_at(half);
                node(&defined(left), &defined(right))
            }
        }
    }

    fn grown(leaves: &[[u8; 32]]) -> TreeHead {
        let mut frontier = Frontier::default();
        for leaf in leaves {
            frontier.push(*leaf);
        }
        frontier.head()
    }

    #[test]
    fn the_trees_of_other_implementations_come_out() {
        // The test vectors of Certificate Transparency's reference implementation (RFC 6962).
        let data: [&[u8]; 8] = [
            b"",
            &[0x00],
            &[0x10],
            &[0x20, 0x21],
            &[0x30, 0x31],
            &[0x40, 0x41, 0x42, 0x43],
            &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            &[
                0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d,
                0x6e, 0x6f,
            ],
        ];
        let leaves = data.map(|data| sha256(&[&[0], data]));
        for (size, root) in [
            (
                0,
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ),
            (
                1,
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            ),
            (
                2,
                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            ),
            (
                3,
                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            ),
            (
                7,
                "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            ),
            (
                8,
                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
            ),
        ] {
            assert_eq!(hex::encode(grown(&leaves[..size]).root), root, "{size}");
        }
    }

    proptest! {
        #[test]
        fn a_grown_tree_is_the_defined_one(leaves: Vec<[u8; 32]>) {
            let grown = grown(&leaves);
            prop_assert_eq!(grown.root, defined(&leaves));
            prop_assert_eq!(grown.size.get(), leaves.len() as u64);
        }
    }
}
