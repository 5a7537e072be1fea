//! What a shown page leaves behind: one line with those who were not noted yet that day; in her own copy, one
//! line as ever.

use std::collections::BTreeSet;
use std::sync::Arc;

use acceptance::{Office, Town, on_both};
use casework::{Desk, EraseRecord};
use domain::access::{AccessEvent, Purpose};
use domain::stored::read;
use domain::{RecordId, Staff};
use event_store::{Position, Probe};
use futures::future::BoxFuture;
use read_models::access_log::{self, What};
use read_models::clients::ClientList;
use read_models::slips::SlipList;
use read_models::{Place, Tenant, Window};
use tokio::sync::{Barrier, Notify};

use super::{A, people};

/// The lists that were noted, each with its records.
async fn listed(town: &Town) -> Vec<(Purpose, Vec<RecordId>)> {
    let (store, network) = (town.store().store(), town.desk().network());
    let log = store.read_from(network, Position::START, 10_000).await;
    let events = log.unwrap().into_iter();
    let events = events.filter_map(|event| read::<AccessEvent>(&event.event).ok());
    events
        .filter_map(|event| match event {
            AccessEvent::RecordsListed {
                purpose, records, ..
            } => Some((purpose, records)),
            AccessEvent::RecordRead { .. } => panic!("a list was noted line by line"),
            _ => None,
        })
        .collect()
}

fn first(limit: usize) -> Window<Place> {
    Window::first(limit)
}

async fn clients(desk: &Desk, by: Staff, window: &Window<Place>) -> Option<Place> {
    let part = desk.clients_in(by, &ClientList::ALL, window).await;
    part.unwrap().next
}

on_both!(
    a_page_is_one_line_and_names_whom_nobody_noted_yet,
    |town| async move {
        let all: BTreeSet<RecordId> = people(&town, 5).await.into_iter().collect();
        let (desk, by) = (town.desk(), Town::staff(A));
        let next = clients(desk, by, &first(3)).await;
        let then = Window {
            after: next,
            limit: 3,
        };
        assert_eq!(clients(desk, by, &then).await, None);
        let noted = listed(&town).await;
        let named = noted.iter().map(|(_, records)| records.len());
        assert_eq!(named.collect::<Vec<_>>(), [3, 2], "a line for each page");
        let named = noted
            .iter()
            .flat_map(|(_, records)| records.iter().copied());
        assert_eq!(named.collect::<BTreeSet<_>>(), all);

        // The same again is no second reading; a page over the boundary of two is none either.
        clients(desk, by, &first(5)).await;
        assert_eq!(listed(&town).await.len(), 2);
        // For another purpose, by somebody else, on another day it is.
        desk.slips_in(by, &SlipList::ALL, &first(5)).await.unwrap();
        assert_eq!(listed(&town).await.last().unwrap().0, Purpose::Slip);
        let tomorrow = Town::today().tomorrow().unwrap();
        town.it_is(tomorrow, 9);
        clients(desk, by, &first(5)).await;
        let noted = listed(&town).await;
        assert_eq!(noted.len(), 4);
        assert_eq!(noted[3].1.len(), 5);
    }
);

on_both!(
    her_copy_and_her_file_tell_of_the_list_as_of_any_reading,
    |town| async move {
        let records = people(&town, 3).await;
        let (desk, by) = (town.desk(), Town::staff(A));
        clients(desk, by, &first(10)).await;
        desk.slips_in(by, &SlipList::ALL, &first(10)).await.unwrap();
        for record in &records {
            let copy = desk.her_data(by, *record).await.unwrap();
            let told: Vec<_> = copy.readings.iter().map(|line| line.purpose).collect();
            assert_eq!(told, [Some(Purpose::Record), Some(Purpose::Slip)]);
        }
        // Her file is opened: a reading of the same purpose and day.
        let file = desk.client_file(by, records[0]).await.unwrap();
        assert_eq!(
            file.readings.len(),
            2,
            "one line for office, purpose and day"
        );
        let elsewhere = Town::staff(Office::Jugendamt);
        assert!(desk.client_file(elsewhere, records[0]).await.is_err());
    }
);

on_both!(
    after_her_erasure_a_random_id_is_left_that_leads_nowhere,
    |town| async move {
        let records = people(&town, 3).await;
        let (desk, by) = (town.desk(), Town::staff(A));
        clients(desk, by, &first(10)).await;
        let gone = records[1];
        erase(desk, by, gone).await;
        assert!(
            listed(&town).await[0].1.contains(&gone),
            "stated in the design"
        );
        let rows = async |record| {
            let own = Tenant::of(desk.store(), desk.network(), A.id());
            let rows = access_log::of(&own, What::Record(record)).await;
            rows.unwrap().len()
        };
        assert_eq!((rows(gone).await, rows(records[0]).await), (0, 1));
        let (projector, network) = (town.projector(), desk.network());
        let purged_on = town
            .desk()
            .now()
            .today
            .saturating_add(jiff::Span::new().days(31));
        town.it_is(purged_on, 9);
        desk.strike_midnight().await.unwrap();
        // With the purged log, too: the line has nothing to be sealed with, and is not there.
        projector.rebuild(network).await.unwrap();
        assert_eq!((rows(gone).await, rows(records[0]).await), (0, 1));
        casework::verify::verify(desk.store(), network)
            .await
            .unwrap();
    }
);

async fn erase(desk: &Desk, by: Staff, record: RecordId) {
    let command = EraseRecord {
        record,
        wrong_person: false,
    };
    let key = desk.fresh_key();
    desk.perform(by, &command, &key).await.unwrap();
}

/// Stands still before it writes, until it may go on.
#[derive(Default)]
struct Held {
    reached: Notify,
    go_on: Notify,
}

impl Probe for Held {
    fn before_lock(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {
            self.reached.notify_one();
            self.go_on.notified().await;
        })
    }
}

on_both!(
    who_is_erased_while_a_list_is_read_stops_nobody,
    |town| async move {
        let records = people(&town, 5).await;
        let by = Town::staff(A);
        let probe = Arc::new(Held::default());
        let store = town.store().options().probe(probe.clone()).open().await;
        let reader = town.desk_on(store.unwrap());
        let reading = tokio::spawn(async move {
            let lists = &SlipList::ALL;
            reader
                .slips_in(by, lists, &first(10))
                .await
                .map(|part| part.rows.len())
        });
        // The rows are read; before the note is written, one of them goes.
        probe.reached.notified().await;
        erase(town.desk(), by, records[2]).await;
        probe.go_on.notify_one();
        // When each record had its own line, the whole list was answered with "erased".
        assert!(reading.await.unwrap().is_ok());
        let after = town.desk().slips_in(by, &SlipList::ALL, &first(10)).await;
        assert_eq!(after.unwrap().rows.len(), 4);
    }
);

on_both!(
    lists_are_read_whole_while_people_are_erased,
    |town| async move {
        let records = people(&town, 12).await;
        let (by, other) = (Town::staff(A), town.another_desk().await);
        let start = Arc::new(Barrier::new(2));
        let begun = start.clone();
        let erasing = tokio::spawn(async move {
            begun.wait().await;
            for record in records {
                erase(&other, by, record).await;
            }
        });
        start.wait().await;
        let desk = town.desk();
        let mut most = 12;
        loop {
            let done = erasing.is_finished();
            let slips = desk.slips_in(by, &SlipList::ALL, &first(50)).await;
            let slips = slips.unwrap().rows;
            assert!(
                slips.iter().all(|row| row.identity.is_some()),
                "left out, not blank"
            );
            let clients = desk.clients_in(by, &ClientList::ALL, &first(50)).await;
            let left = slips.len().max(clients.unwrap().rows.len());
            assert!(left <= most);
            most = left;
            if done {
                break;
            }
        }
        erasing.await.unwrap();
        assert_eq!(most, 0);
    }
);
