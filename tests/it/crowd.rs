//! The largest ensemble there may be, 101 voters and 100 observers, through its life: it elects, writes, loses its leader while disks stall and a link
//! is slow, is cut in two and healed, and has all of it in the end. With all invariants looked at, and within the limit of events.

use zab_sim::play;
use zab_sim::scenario::Scenario;

const LIFE: &str = "zabscope 1
servers   1..101
observers 102..201
seed      7

at 0s     start all
at 5s     expect leader 101
at 5s     connect a to 3 timeout 40s
at 6s     request a create /x \"v\"
at 7s     expect node /x on 1..101
at 7s     slow 1 from 101 by 200ms
at 7s     stall-disk 2..20
at 7.1s   request a set /x \"w\"
at 8s     expect answer a OK
at 9s     crash leader
at 18s    expect leader 100
at 18s    mend-disk 2..20
at 20s    write 4
at 24s    cut 90..100 from others
at 45s    expect leader 89
at 45s    heal all
at 45s    restart 101
at 60s    write 5 times 3
at 70s    expect follower 1..88 90..101 of 89
at 70s    expect observer 102..201 of 89
at 70s    expect node /x on all
at 70s    expect holds
";

#[test]
fn the_largest_ensemble_has_an_eventful_life() {
    let scenario = Scenario::read(LIFE).unwrap();
    let run = play::run(&scenario);
    let failed: Vec<_> = run.failed().map(|(line, event)| format!("line {line}: {event}")).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert_eq!(run.unexpected(&scenario).count(), 0);
}
