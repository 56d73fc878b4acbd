use zab_sim::{scenario::Scenario, play, trace};
#[test]
fn look() {
    for name in ["three-start-together","leader-crashes-and-returns"] {
    let text = std::fs::read_to_string(format!("scenarios/{name}.zab")).unwrap();
    let run = play::run(&Scenario::read(&text).unwrap());
    println!("{}{:016x}", trace::text(&run.events), run.hash());
    }
}
