//! The few lines that make a pure `decide` an aggregate of `cqrs-es`.

/// Wraps a state with `decide(&self, &Instruction<Command>) -> Result<Vec<Event>, Refusal>` and
/// `evolve(&mut self, Event)`.
macro_rules! aggregate {
    ($state:ty, $command:ty, $event:ty, $kind:literal, [$($name:ident)+]) => {
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

        impl cqrs_es::DomainEvent for $event {
            fn event_type(&self) -> String {
                self.name().to_owned()
            }

            fn event_version(&self) -> String {
                self.schema().to_string()
            }
        }

        impl $event {
            /// The stored names of this stream's events.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),+];

            /// The stored name; one committed sample each keeps it as it is.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$name { .. } => stringify!($name)),+ }
            }

            /// The version of the stored shape; upcasters stand beside the events.
            #[must_use]
            pub const fn schema(&self) -> u32 {
                1
            }

            /// Whether an event of this stored name belongs to this kind of stream.
            #[must_use]
            pub fn knows(name: &str) -> bool {
                Self::NAMES.contains(&name)
            }
        }
    };
}

pub(crate) use aggregate;
