//! A step as an operation of the API, in the row of its table. How one is made, asked, answered and described is
//! `api/steps.rs`.

use utoipa_axum::router::UtoipaMethodRouter;

use crate::App;

/// A step as an operation, whatever its request and its answer: `D` is what is asked of the desk.
pub(crate) struct Operation<D> {
    /// The address behind the id.
    pub(crate) at: &'static str,
    /// The operation's id in its room.
    pub(crate) id: &'static str,
    /// What it does; the first sentence is its summary.
    pub(crate) does: &'static str,
    /// Whether something new stands there afterwards.
    pub(crate) creates: bool,
    pub(crate) take: Take<D>,
}

type Route = UtoipaMethodRouter<App>;
type Deed<D> = fn() -> D;

pub(crate) enum Take<D> {
    /// With a request.
    Asking(fn(&Operation<D>) -> Route),
    /// With nothing but its name.
    Plain(fn(&Operation<D>, Deed<D>) -> Route, Deed<D>),
}

impl<D> Operation<D> {
    /// Something new stands there afterwards.
    pub(crate) const fn creating(mut self) -> Self {
        self.creates = true;
        self
    }

    pub(crate) fn route(&self) -> Route {
        match self.take {
            Take::Asking(take) => take(self),
            Take::Plain(take, deed) => take(self, deed),
        }
    }
}
