//! Ways against a naive enumeration: all runs up to a length, written out from the sentences of
//! the module's doc, without standing anywhere.

use std::collections::BTreeSet;

use domain::vocabulary::InstitutionKind as K;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use super::reading::is_run as is_run_of;
use crate::chain::ServiceChain;
use crate::chain::run::Following;

const KINDS: [K; 4] = [K::Jugendamt, K::Kita, K::Kammer, K::Sozialamt];
const LONGEST: usize = 4;

type Word = Vec<K>;

#[derive(Debug, Clone)]
struct Drawn {
    roles: [u8; 4],
    may_repeat: bool,
    is_end: bool,
    next: Vec<usize>,
}

fn stage() -> impl Strategy<Value = Drawn> {
    let roles = [0..6_u8, 0..6_u8, 0..6_u8, 0..6_u8];
    let next = prop::collection::vec(0..3_usize, 0..3);
    (roles, any::<bool>(), any::<bool>(), next).prop_map(|(roles, may_repeat, is_end, next)| {
        Drawn {
            roles,
            may_repeat,
            is_end,
            next,
        }
    })
}

fn of_role(stage: &Drawn, role: u8) -> Vec<K> {
    let of = KINDS.iter().zip(stage.roles);
    of.filter(|(_, is)| *is == role)
        .map(|(kind, _)| *kind)
        .collect()
}

fn text(stages: &[Drawn], access: &[K]) -> String {
    let list = |words: &[String]| format!("[{}]", words.join(", "));
    let kinds = |kinds: &[K]| {
        list(
            &kinds
                .iter()
                .map(|kind| format!("\"{kind}\""))
                .collect::<Vec<_>>(),
        )
    };
    let ids = |places: &[usize]| {
        list(
            &places
                .iter()
                .map(|at| format!("\"s{at}\""))
                .collect::<Vec<_>>(),
        )
    };
    let ends: Vec<usize> = (0..stages.len()).filter(|at| stages[*at].is_end).collect();
    let mut text = format!(
        "name = \"x\"\ntarget_group = \"x\"\nwished_effect = \"x\"\naccess = {}\nend = {}\n",
        kinds(access),
        ids(&ends),
    );
    for (at, stage) in stages.iter().enumerate() {
        let stage = format!(
            "[[stage]]\nid = \"s{at}\"\nlabel = \"x\"\nany_of = {}\nall_of = {}\noptional = {}\nmay_repeat = {}\nnext = {}\n",
            kinds(&of_role(stage, 1)),
            kinds(&of_role(stage, 2)),
            kinds(&of_role(stage, 3)),
            stage.may_repeat,
            ids(&stage.next),
        );
        text.push_str(&stage);
    }
    text
}

/// Every order of the words' kinds.
fn orders(kinds: &[K]) -> BTreeSet<Word> {
    if kinds.is_empty() {
        return BTreeSet::from([Word::new()]);
    }
    let mut all = BTreeSet::new();
    for (at, first) in kinds.iter().enumerate() {
        let mut rest = kinds.to_vec();
        rest.remove(at);
        all.extend(
            orders(&rest)
                .into_iter()
                .map(|rest| [vec![*first], rest].concat()),
        );
    }
    all
}

/// All ways to pass a stage.
fn passes(stage: &Drawn) -> BTreeSet<Word> {
    let any_of = of_role(stage, 1);
    let one_of: Vec<Word> = if any_of.is_empty() {
        vec![Word::new()]
    } else {
        any_of.into_iter().map(|kind| vec![kind]).collect()
    };
    let optional = of_role(stage, 3);
    let mut once = BTreeSet::new();
    for chosen in 0..1_usize << optional.len() {
        let some = optional
            .iter()
            .enumerate()
            .filter(|(at, _)| chosen >> at & 1 == 1);
        let some: Word = some.map(|(_, kind)| *kind).collect();
        for one in &one_of {
            once.extend(orders(
                &[one.clone(), of_role(stage, 2), some.clone()].concat(),
            ));
        }
    }
    let mut all = once.clone();
    let mut grows = stage.may_repeat;
    while grows {
        let longer = glued(&all, &once);
        grows = !longer.is_subset(&all);
        all.extend(longer);
    }
    all
}

fn glued(first: &BTreeSet<Word>, then: &BTreeSet<Word>) -> BTreeSet<Word> {
    let pairs = first
        .iter()
        .flat_map(|one| then.iter().map(|two| [one.as_slice(), two].concat()));
    pairs.filter(|word| word.len() <= LONGEST).collect()
}

/// All runs of at most the longest length, without the access.
fn runs(stages: &[Drawn]) -> BTreeSet<Word> {
    let passes: Vec<BTreeSet<Word>> = stages.iter().map(passes).collect();
    let mut at: Vec<BTreeSet<Word>> = vec![BTreeSet::new(); stages.len()];
    at[0].extend(
        passes[0]
            .iter()
            .filter(|word| word.len() <= LONGEST)
            .cloned(),
    );
    loop {
        let before = at.clone();
        for (from, stage) in stages.iter().enumerate() {
            for next in &stage.next {
                let longer = glued(&before[from], &passes[*next]);
                at[*next].extend(longer);
            }
        }
        if at == before {
            break;
        }
    }
    let ends = stages.iter().zip(at).filter(|(stage, _)| stage.is_end);
    ends.flat_map(|(_, words)| words).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn a_way_is_a_run_exactly_when_some_run_reads_so(
        stages in prop::collection::vec(stage(), 3),
        access in prop::sample::subsequence(KINDS.to_vec(), 1..3),
    ) {
        let Ok(chain) = ServiceChain::parse(&text(&stages, &access)) else {
            return Ok(());
        };
        let (runs, following) = (runs(&stages), Following::of(&chain));
        let mut ways: Vec<Word> = vec![Word::new()];
        for _ in 0..LONGEST {
            let longer = ways.iter().flat_map(|way| KINDS.map(|kind| [way.as_slice(), &[kind]].concat()));
            ways = longer.collect::<BTreeSet<Word>>().into_iter().chain(ways.clone()).collect();
        }
        ways.sort();
        ways.dedup();
        for way in ways.iter().filter(|way| !way.is_empty()) {
            let foreseen = access.contains(&way[0]);
            let is_run = foreseen && (runs.contains(way) || runs.contains(&way[1..]));
            prop_assert_eq!(is_run_of(&chain, way), is_run, "{:?}", way);
            // What follows directly in a run is foreseen where it is released.
            for pair in way.windows(2).filter(|_| is_run) {
                prop_assert!(following.directly.contains(&(pair[0], pair[1])), "{:?}", way);
            }
        }
    }
}

/// Most drawn chains are faulty; enough must be sound for the property to say something.
#[test]
fn enough_drawn_chains_are_sound() {
    let mut sound = 0;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = prop::collection::vec(stage(), 3);
    for _ in 0..300 {
        let drawn = strategy
            .new_tree(&mut runner)
            .expect("it always draws")
            .current();
        sound += u32::from(ServiceChain::parse(&text(&drawn, &[K::Jugendamt])).is_ok());
    }
    assert!(sound > 15, "{sound} of 300");
}
