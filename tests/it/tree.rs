//! The tree: what transactions do to it, also where it does not fit them, as when a log is replayed over a later snapshot
//! (reference §5.7.4).

use zab::ids::{Micros, SessionId, Zxid};
use zab::request::ErrorCode;
use zab::storage::tree::{Tree, is_path, parent};
use zab::storage::txn::{Change, Txn};

const SESSION: SessionId = SessionId(7);

fn txn(counter: u32, change: Change) -> Txn {
    let time = Micros::from_millis(u64::from(counter));
    Txn { zxid: Zxid::new(1, counter), session: SESSION, cxid: 1, time, change: change.into() }
}

fn create(path: &str, ephemeral: bool, parent_cversion: i32) -> Change {
    Change::Create { path: String::from(path), data: String::from("v"), ephemeral, parent_cversion }
}

fn apply(tree: &mut Tree, changes: &[Change]) -> Vec<Result<(), ErrorCode>> {
    (1..).zip(changes).map(|(counter, change)| tree.apply(&txn(counter, change.clone()))).collect()
}

#[test]
fn a_new_tree_is_as_zookeeper_reports_it() {
    let tree = Tree::default();
    assert_eq!(tree.reported_count(), 5, "the root counts twice");
    assert_eq!(tree.children("/"), ["zookeeper"]);
    assert_eq!(tree.children("/zookeeper"), ["config", "quota"]);
    // These znodes were never made, as far as anyone counts.
    assert_eq!(tree.node("/").unwrap().stat().cversion, -1);
    assert_eq!(tree.node("/zookeeper").unwrap().stat().cversion, -2);
}

#[test]
fn a_znodes_numbers_say_what_has_happened_to_it() {
    let mut tree = Tree::default();
    let set = Change::SetData { path: String::from("/a"), data: String::from("word"), version: 1 };
    let changes = [
        create("/a", false, 1),
        create("/a/b", false, 1),
        create("/a/c", true, 2),
        set,
        Change::Delete { path: String::from("/a/b") },
    ];
    assert_eq!(apply(&mut tree, &changes), [Ok(()); 5]);
    let stat = tree.node("/a").unwrap().stat();
    let z = |counter| Zxid::new(1, counter);
    assert_eq!((stat.czxid, stat.mzxid, stat.pzxid), (z(1), z(4), z(5)));
    assert_eq!((stat.ctime, stat.mtime), (Micros::from_millis(1), Micros::from_millis(4)));
    // Two children made, one taken away.
    assert_eq!((stat.version, stat.cversion, stat.num_children, stat.data_length), (1, 3, 1, 4));
    assert_eq!(stat.ephemeral_owner, SessionId(0));
    assert_eq!(tree.node("/a/c").unwrap().stat().ephemeral_owner, SESSION);
    assert_eq!(tree.children("/a"), ["c"]);
}

#[test]
fn what_does_not_fit_is_told_and_does_no_harm() {
    let mut tree = Tree::default();
    let missing = || String::from("/missing");
    let answers = apply(
        &mut tree,
        &[
            create("/a", false, 3),
            create("/a", false, 2),
            create("/missing/a", false, 1),
            Change::Delete { path: missing() },
            Change::SetData { path: missing(), data: String::new(), version: 1 },
            Change::Error(ErrorCode::BadVersion),
            Change::Unknown,
        ],
    );
    let expected = [
        Ok(()),
        Err(ErrorCode::NodeExists),
        Err(ErrorCode::NoNode),
        Err(ErrorCode::NoNode),
        Err(ErrorCode::NoNode),
        Err(ErrorCode::BadVersion),
        Ok(()),
    ];
    assert_eq!(answers, expected);
    let root = tree.node("/").unwrap();
    assert_eq!(root.cversion, 3, "a parent's count does not go back");
    assert_eq!(root.children_changed, Zxid::new(1, 4), "the deletion has happened, whenever");
    assert_eq!(root.children, 2);
}

#[test]
fn a_session_takes_all_that_is_its_own_with_it() {
    let mut tree = Tree::default();
    let open = Change::CreateSession { timeout: Micros::from_millis(4_000) };
    // One of the two is not in the leader's list.
    let close = Change::CloseSession { paths: vec![String::from("/listed")] };
    apply(&mut tree, &[open, create("/listed", true, 1), create("/unlisted", true, 2), close]);
    assert_eq!(tree.children("/"), ["zookeeper"]);
    assert_eq!(tree.sessions().count(), 0);
}

#[test]
fn what_belongs_to_nobody_any_more_goes_without_a_transaction() {
    let mut tree = Tree::default();
    let open = Change::CreateSession { timeout: Micros::from_millis(4_000) };
    apply(&mut tree, &[open, create("/owned", true, 1)]);
    let orphan = Txn { session: SessionId(8), ..txn(3, create("/orphan", true, 2)) };
    tree.apply(&orphan).unwrap();
    tree.remove_orphans(Zxid::new(1, 9));
    assert_eq!(tree.children("/"), ["owned", "zookeeper"]);
    let root = tree.node("/").unwrap();
    assert_eq!(
        root.children_changed,
        Zxid::new(1, 9),
        "it goes under the last zxid that the leader has processed"
    );
}

#[test]
fn paths_are_those_that_zookeeper_takes() {
    for path in ["/", "/a", "/a/b", "/a.b", "/...", "/.a", "/节点", "/a b"] {
        assert!(is_path(path), "{path}");
    }
    for path in
        ["", "a", "//", "/a/", "/a//b", "/.", "/a/..", "/./a", "/a\u{0}", "/a\u{7f}", "/\u{e000}", "/🙂"]
    {
        assert!(!is_path(path), "{path:?}");
    }
    assert_eq!(["/", "/a", "/a/b", "/a/b/c"].map(parent), ["/", "/", "/a", "/a/b"]);
}
