//! What a server is after its election: a leader or a learner (a follower or an observer), what keeps the two together,
//! and how a role ends.

pub(crate) mod leading;
pub(crate) mod learner_handler;
pub(crate) mod learning;

pub(crate) mod heartbeat;

pub(crate) mod shutdown;
