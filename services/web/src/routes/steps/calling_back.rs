//! On her word the sender is asked to ring up.

use casework::{Desk, Failure, Key, RequestCallBack};
use domain::{HandoverId, Refusal, Staff};

use super::super::handover::Typed;
use super::NextStep;
use crate::pages::{FieldErrors, PlainForm, TICKED};

/// `rueckruf`
pub(crate) struct RequestingCallBack;

impl NextStep for RequestingCallBack {
    type Form = PlainForm;
    type Command = RequestCallBack;
    const DONE: &'static str = "rueckruf";

    fn form_key(form: &PlainForm) -> &str {
        &form.form_key
    }

    fn command(form: &PlainForm, handover: HandoverId) -> Result<RequestCallBack, FieldErrors> {
        Ok(RequestCallBack {
            handover,
            she_is_present: form.her_word == TICKED,
        })
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &RequestCallBack,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.request_call_back(by, command, key).await
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        matches!(refusal, Refusal::OnlyOnHerWord).then_some("call_back_her_word")
    }

    fn typed(form: PlainForm) -> Typed {
        Typed {
            plain: Some(("call_back", form)),
            ..Typed::default()
        }
    }
}
