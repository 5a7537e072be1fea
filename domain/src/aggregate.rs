//! Streams: what their events are called, which id leads to them, and what makes a pure `decide` an
//! aggregate of `cqrs-es`.

use cqrs_es::{Aggregate, DomainEvent};
use serde_json::{Map, Value};

use crate::stored::Upcaster;
use crate::{Instruction, Refusal};

/// Events of one kind of stream. Its id leads to it and to nothing else.
pub trait StreamEvent: DomainEvent {
    /// What the stream is about.
    type Id: Copy + Send + Sync;

    /// Where it lies.
    fn stream(id: Self::Id) -> [u8; 16];

    /// What lifts shapes that are no longer written, by stored name, for each from its first version on.
    const UPCASTERS: &'static [(&'static str, Upcaster)];

    /// The stored names of these events.
    const NAMES: &'static [&'static str];

    /// Reads the members of an event in the shape of now. Not left to `Deserialize`, which would be compiled anew
    /// wherever events are read.
    fn of_members(members: &Map<String, Value>) -> serde_json::Result<Self>;

    /// The members of this event.
    fn members(&self) -> serde_json::Result<Value>;

    /// Whether an event of this stored name belongs to this kind of stream.
    fn knows(name: &str) -> bool {
        Self::NAMES.contains(&name)
    }
}

/// A state that events made, and on which commands are decided.
pub trait Stream: Aggregate<Event: StreamEvent> {
    /// What can be asked of it.
    type What: Send;

    /// Decides a command against this state.
    fn decided(&self, order: &Instruction<Self::What>) -> Result<Vec<Self::Event>, Refusal>;
}

/// The id that leads to this kind of stream. A consent is not found by an institution:
///
/// ```compile_fail,E0308
/// # use domain::{IdOf, InstitutionId, consents::Consent};
/// fn load(_: IdOf<Consent>) {}
/// load(InstitutionId::from_bytes([1; 16]));
/// ```
///
/// but by a path:
///
/// ```
/// # use domain::{IdOf, PathId, consents::Consent};
/// fn load(_: IdOf<Consent>) {}
/// load(PathId::from_bytes([1; 16]));
/// ```
pub type IdOf<A> = <<A as Aggregate>::Event as StreamEvent>::Id;

/// Says which id leads to a kind of event, and under which names they are stored.
macro_rules! stored {
    ($event:ty, $id:ty, $stream:expr, [$($name:ident = $stored:literal,)+]
        $(, [$($of:literal => $lift:expr,)+])?) => {
        impl cqrs_es::DomainEvent for $event {
            fn event_type(&self) -> String {
                self.name().to_owned()
            }

            fn event_version(&self) -> String {
                $crate::stored::version::<Self>(self.name()).to_string()
            }
        }

        impl $crate::StreamEvent for $event {
            type Id = $id;

            const NAMES: &'static [&'static str] = &[$($stored),+];
            const UPCASTERS: &'static [(&'static str, $crate::stored::Upcaster)] =
                &[$($(($of, $lift)),+)?];

            fn stream(id: $id) -> [u8; 16] {
                ($stream)(id)
            }

            fn of_members(
                members: &serde_json::Map<String, serde_json::Value>,
            ) -> serde_json::Result<Self> {
                serde::Deserialize::deserialize(members)
            }

            fn members(&self) -> serde_json::Result<serde_json::Value> {
                serde_json::to_value(self)
            }
        }

        impl $event {
            /// The stored name; one committed sample each keeps it as it is.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$name { .. } => $stored),+ }
            }
        }
    };
}

/// Wraps a state with `decide(&self, &Instruction<Command>) -> Result<Vec<Event>, Refusal>` and
/// `evolve(&mut self, Event)`.
macro_rules! aggregate {
    ($state:ty, $command:ty, $kind:literal, $event:ty) => {
        impl cqrs_es::Aggregate for $state {
            const TYPE: &'static str = $kind;
            type Command = $crate::Instruction<$command>;
            type Event = $event;
            type Error = $crate::Refusal;
            type Services = ();

            async fn handle(
                &mut self,
                command: Self::Command,
                (): &Self::Services,
                sink: &cqrs_es::event_sink::EventSink<Self>,
            ) -> Result<(), Self::Error> {
                for event in self.decide(&command)? {
                    sink.write(event, self).await;
                }
                Ok(())
            }

            fn apply(&mut self, event: Self::Event) {
                self.evolve(&event);
            }
        }

        impl $crate::Stream for $state {
            type What = $command;

            fn decided(
                &self,
                order: &$crate::Instruction<$command>,
            ) -> Result<Vec<$event>, $crate::Refusal> {
                self.decide(order)
            }
        }
    };
}

pub(crate) use {aggregate, stored};
