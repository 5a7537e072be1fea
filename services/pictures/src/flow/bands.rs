//! Where bands begin, pass and end.

use super::ground::{BAR, Ground};
use super::layers::What;
use super::parts::Band;
use crate::svg::Ink;

/// The bands, each beginning and ending at its bar's edge in the order of where the others are.
pub(super) fn bands(ground: &Ground<'_>) -> Vec<Band> {
    let layers = ground.layers;
    let middle = |slot: usize| ground.bar_top[slot] + ground.rooms[slot].bar / 2.0;
    let links = || 0..layers.links.len();
    let slots = layers.slots.len();
    let mut leaving = vec![Vec::new(); slots];
    let mut arriving = vec![Vec::new(); slots];
    for link in links() {
        let chain = &layers.links[link].slots;
        leaving[chain[0]].push((middle(chain[1]), link));
        arriving[chain[chain.len() - 1]].push((middle(chain[chain.len() - 2]), link));
    }
    let mut begins = vec![0.0; layers.links.len()];
    let mut ends = vec![(0.0, 0.0); layers.links.len()];
    for slot in 0..slots {
        for list in [&mut leaving[slot], &mut arriving[slot]] {
            list.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        }
        let mut y = ground.bar_top[slot];
        for &(_, link) in &leaving[slot] {
            begins[link] = y;
            y += layers.links[link].persons() * ground.scale;
        }
        let mut y = ground.bar_top[slot];
        let mut lost = match layers.slots[slot] {
            What::Place(place) => ground.lost_top(slot, place),
            _ => 0.0,
        };
        for &(_, link) in &arriving[slot] {
            ends[link] = (y, lost);
            y += ground.high(layers.links[link].arrived);
            lost += ground.high(layers.links[link].lost);
        }
    }
    let mut bands = Vec::new();
    for link in links() {
        let of = &layers.links[link];
        let arrived = ground.high(of.arrived);
        let parts = [
            (
                of.arrived,
                0.0,
                ends[link].0,
                if of.access { Ink::Pale } else { Ink::Band },
            ),
            (of.lost, arrived, ends[link].1, Ink::Losing),
        ];
        for (persons, within, end, ink) in parts.into_iter().filter(|part| part.0 > 0) {
            let (first, last) = (of.slots[0], of.slots[of.slots.len() - 1]);
            let mut top = vec![(ground.x(first) + BAR, begins[link] + within)];
            for &slot in &of.slots[1..of.slots.len() - 1] {
                let y = ground.bar_top[slot] + within;
                top.extend([(ground.x(slot), y), (ground.x(slot) + BAR, y)]);
            }
            top.push((ground.x(last), end));
            bands.push(Band {
                top,
                height: ground.high(persons),
                ink,
                persons,
            });
        }
    }
    bands
}
