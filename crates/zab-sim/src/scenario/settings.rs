//! The commands that set the ensemble: chance, times, the release, and what ZooKeeper's configuration says. Each is a place in the
//! setup with a range of values, and stands once at most.

use crate::scenario::forms::{CommandForm, Reading, Setting, Value};
use crate::scenario::limits::{
    COMMITTED_LOG_LIMIT, COUNTER_LIMIT, DELAY_LEAST, FACTOR_LIMIT, LATENCY_LEAST, LATENCY_LIMIT, RATE_LEAST,
    RATE_LIMIT, SNAP_COUNT_LIMIT, TICK_LEAST, TICKS_LIMIT,
};
use crate::scenario::manual::Manual;
use crate::scenario::values::time_text;
use crate::scenario::words::{Problem, Words};
use crate::world::network::Latency;
use zab::config::SizeFactor;
use zab::ids::Micros;
use zab::release::Release;

/// The commands about settings.
pub(crate) const COMMANDS: &[CommandForm] = &[
    CommandForm {
        name: "seed",
        manual: Manual::new(
            "seed NUMBER",
            "Where all chance comes from. The same seed gives the same run. 1 if not given.",
            "seed 42",
        ),
        reading: Reading::Setting(Setting {
            example: "42",
            range: (0, u64::MAX),
            place: |setup| &mut setup.seed,
        }),
    },
    CommandForm {
        name: "latency",
        manual: Manual::new(
            "latency TIMES",
            "How long a message takes: at least and at most. One time alone is both. 10ms..40ms if not given.",
            "latency 10ms..40ms",
        ),
        reading: Reading::Setting(Setting {
            example: "10ms..40ms",
            range: (LATENCY_LEAST.0, LATENCY_LIMIT.0),
            place: |setup| &mut setup.latency,
        }),
    },
    CommandForm {
        name: "disk",
        manual: Manual::new(
            "disk TIMES",
            "How long a step of writing takes: at least and at most. 1ms..5ms if not given.",
            "disk 1ms..5ms",
        ),
        reading: Reading::Setting(Setting {
            example: "1ms..5ms",
            range: (0, LATENCY_LIMIT.0),
            place: |setup| &mut setup.disk,
        }),
    },
    CommandForm {
        name: "release",
        manual: Manual::new(
            "release NUMBER",
            "The release of ZooKeeper that all servers run: 3.8.0 or 3.9.5. 3.9.5 if not given.",
            "release 3.8.0",
        ),
        reading: Reading::Setting(Setting {
            example: "3.8.0",
            range: (0, 0),
            place: |setup| &mut setup.release,
        }),
    },
    CommandForm {
        name: "tick",
        manual: Manual::new(
            "tick TIME",
            "The unit of the limits and of sessions' timeouts, tickTime. 2s if not given.",
            "tick 500ms",
        ),
        reading: Reading::Setting(Setting {
            example: "500ms",
            range: (TICK_LEAST.0, LATENCY_LIMIT.0),
            place: |setup| &mut setup.settings.tick,
        }),
    },
    CommandForm {
        name: "init-limit",
        manual: Manual::new(
            "init-limit NUMBER",
            "Ticks that a learner has to connect, and a leader to find its quorum, initLimit. 10 if not given.",
            "init-limit 10",
        ),
        reading: Reading::Setting(Setting {
            example: "10",
            range: (1, TICKS_LIMIT),
            place: |setup| &mut setup.settings.init_limit,
        }),
    },
    CommandForm {
        name: "sync-limit",
        manual: Manual::new(
            "sync-limit NUMBER",
            "Ticks of silence between leader and learner, syncLimit. 5 if not given.",
            "sync-limit 5",
        ),
        reading: Reading::Setting(Setting {
            example: "5",
            range: (1, TICKS_LIMIT),
            place: |setup| &mut setup.settings.sync_limit,
        }),
    },
    CommandForm {
        name: "committed-log",
        manual: Manual::new(
            "committed-log NUMBER",
            "How many committed transactions are kept in memory for learners that lack them, commitLogCount. 500 if not given; ZooKeeper takes no less.",
            "committed-log 500",
        ),
        reading: Reading::Setting(Setting {
            example: "500",
            range: (1, COMMITTED_LOG_LIMIT),
            place: |setup| &mut setup.settings.committed_log,
        }),
    },
    CommandForm {
        name: "snapshot-size-factor",
        manual: Manual::new(
            "snapshot-size-factor NUMBER",
            "How much of its log on disk a leader sends to a learner that lacks more than the committed log holds: files, after the one with which it begins, of so many times the size of the newest snapshot, snapshotSizeFactor. 0.33 if not given; 0 is all of it, and -1 none.",
            "snapshot-size-factor 0.33",
        ),
        reading: Reading::Setting(Setting {
            example: "0.33",
            range: (0, FACTOR_LIMIT),
            place: |setup| &mut setup.settings.snapshot_size_factor,
        }),
    },
    CommandForm {
        name: "force-snapshot",
        manual: Manual::new(
            "force-snapshot",
            "A leader sends every learner a snapshot, whatever the learner has, forceSnapshotSync.",
            "force-snapshot",
        ),
        reading: Reading::Setting(Setting {
            example: "",
            range: (0, 0),
            place: |setup| &mut setup.settings.force_snapshot,
        }),
    },
    CommandForm {
        name: "snap-count",
        manual: Manual::new(
            "snap-count NUMBER",
            "A server takes a snapshot and begins a new log file after half as many transactions and some more, at random, snapCount. 100000 if not given.",
            "snap-count 100000",
        ),
        reading: Reading::Setting(Setting {
            example: "100000",
            range: (2, SNAP_COUNT_LIMIT),
            place: |setup| &mut setup.settings.snap_count,
        }),
    },
    CommandForm {
        name: "counter",
        manual: Manual::new(
            "counter NUMBER",
            "The counter of the zxid before the first of each epoch. 0 if not given; one close to 4294967295 shows what happens when the counter runs out.",
            "counter 4294967270",
        ),
        reading: Reading::Setting(Setting {
            example: "4294967270",
            range: (0, COUNTER_LIMIT),
            place: |setup| &mut setup.settings.counter,
        }),
    },
    CommandForm {
        name: "notification-interval",
        manual: Manual::new(
            "notification-interval TIMES",
            "How long a LOOKING server that hears nothing waits before it sends its vote again: at first, and at most, for it doubles each time; minNotificationInterval and maxNotificationInterval. 200ms..60s if not given.",
            "notification-interval 200ms..60s",
        ),
        reading: Reading::Setting(Setting {
            example: "200ms..60s",
            range: (DELAY_LEAST.0, LATENCY_LIMIT.0),
            place: |setup| &mut setup.settings.notification_interval,
        }),
    },
    CommandForm {
        name: "finalize-wait",
        manual: Manual::new(
            "finalize-wait TIME",
            "How long a server waits for a better vote once a quorum agrees with its own, finalizeWait. 200ms if not given.",
            "finalize-wait 200ms",
        ),
        reading: Reading::Setting(Setting {
            example: "200ms",
            range: (DELAY_LEAST.0, LATENCY_LIMIT.0),
            place: |setup| &mut setup.settings.finalize_wait,
        }),
    },
    CommandForm {
        name: "connect-delay",
        manual: Manual::new(
            "connect-delay TIME",
            "How long a learner waits before it dials its leader again, leaderConnectDelayDuringRetryMs. 100ms if not given.",
            "connect-delay 100ms",
        ),
        reading: Reading::Setting(Setting {
            example: "100ms",
            range: (DELAY_LEAST.0, LATENCY_LIMIT.0),
            place: |setup| &mut setup.settings.connect_delay,
        }),
    },
    CommandForm {
        name: "observer-delay",
        manual: Manual::new(
            "observer-delay TIME",
            "The longest time that an observer which has lost its leader waits before it looks for another, at random, observerElectionDelayMs. 200ms if not given.",
            "observer-delay 200ms",
        ),
        reading: Reading::Setting(Setting {
            example: "200ms",
            range: (0, LATENCY_LIMIT.0),
            place: |setup| &mut setup.settings.observer_delay,
        }),
    },
    CommandForm {
        name: "max-time-to-wait-for-epoch",
        manual: Manual::new(
            "max-time-to-wait-for-epoch TIME",
            "How long a leader waits for the epochs of a quorum although a voter that was there has gone back to LOOKING, maxTimeToWaitForEpoch. If not given, for as long as it waits at all.",
            "max-time-to-wait-for-epoch 5s",
        ),
        reading: Reading::Setting(Setting {
            example: "5s",
            range: (DELAY_LEAST.0, LATENCY_LIMIT.0),
            place: |setup| &mut setup.settings.max_time_to_wait_for_epoch,
        }),
    },
    CommandForm {
        name: "bandwidth",
        manual: Manual::new(
            "bandwidth NUMBER",
            "How many bytes a link carries in a second, each way: a snapshot takes its time, and what is sent after it waits. Without limit if not given.",
            "bandwidth 1000000",
        ),
        reading: Reading::Setting(Setting {
            example: "1000000",
            range: (RATE_LEAST, RATE_LIMIT),
            place: |setup| &mut setup.costs.bandwidth,
        }),
    },
    CommandForm {
        name: "fsync",
        manual: Manual::new(
            "fsync TIME",
            "How much longer a step of writing takes that makes something safe. 0s if not given.",
            "fsync 20ms",
        ),
        reading: Reading::Setting(Setting {
            example: "20ms",
            range: (0, LATENCY_LIMIT.0),
            place: |setup| &mut setup.costs.fsync,
        }),
    },
    CommandForm {
        name: "disk-rate",
        manual: Manual::new(
            "disk-rate NUMBER",
            "How many bytes of a snapshot a disk takes in a second. Without limit if not given.",
            "disk-rate 1000000",
        ),
        reading: Reading::Setting(Setting {
            example: "1000000",
            range: (RATE_LEAST, RATE_LIMIT),
            place: |setup| &mut setup.costs.disk_rate,
        }),
    },
    CommandForm {
        name: "cpu",
        manual: Manual::new(
            "cpu TIME",
            "How long a server is busy with each message that it takes in. 0s if not given.",
            "cpu 1ms",
        ),
        reading: Reading::Setting(Setting {
            example: "1ms",
            range: (0, LATENCY_LIMIT.0),
            place: |setup| &mut setup.costs.cpu,
        }),
    },
];

impl Value for u64 {
    fn read(&mut self, words: &mut Words<'_>, setting: &Setting) -> Result<(), Problem> {
        *self = setting.number(words)?;
        Ok(())
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

impl Value for u32 {
    fn read(&mut self, words: &mut Words<'_>, setting: &Setting) -> Result<(), Problem> {
        // No range goes beyond it.
        *self = setting.number(words)? as u32;
        Ok(())
    }

    fn text(&self) -> String {
        u64::from(*self).text()
    }
}

impl Value for Micros {
    fn read(&mut self, words: &mut Words<'_>, setting: &Setting) -> Result<(), Problem> {
        *self = setting.times(words, "a time")?.0;
        Ok(())
    }

    fn text(&self) -> String {
        time_text(*self)
    }
}

/// Absent until it is given.
impl Value for Option<Micros> {
    fn read(&mut self, words: &mut Words<'_>, setting: &Setting) -> Result<(), Problem> {
        *self = Some(setting.times(words, "a time")?.0);
        Ok(())
    }

    fn text(&self) -> String {
        self.map(time_text).unwrap_or_default()
    }
}

/// The least and the most; one time alone is both.
impl Value for Latency {
    fn read(&mut self, words: &mut Words<'_>, setting: &Setting) -> Result<(), Problem> {
        let (min, max) = setting.times(words, "times")?;
        *self = Latency { min, max };
        Ok(())
    }

    fn text(&self) -> String {
        let (min, max) = (time_text(self.min), time_text(self.max));
        if min == max { min } else { format!("{min}..{max}") }
    }
}

/// With as many decimals as it needs.
impl Value for SizeFactor {
    fn read(&mut self, words: &mut Words<'_>, setting: &Setting) -> Result<(), Problem> {
        let expected = format!("a number such as {}, or -1", setting.example);
        *self = SizeFactor(words.millionths(&expected, setting.range.1 as i64)?);
        Ok(())
    }

    fn text(&self) -> String {
        let (sign, number) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let decimals = format!(".{:06}", number % 1_000_000);
        let decimals = decimals.trim_end_matches('0').trim_end_matches('.');
        format!("{sign}{}{decimals}", number / 1_000_000)
    }
}

/// It is so, once the command stands there.
impl Value for bool {
    fn read(&mut self, _: &mut Words<'_>, _: &Setting) -> Result<(), Problem> {
        *self = true;
        Ok(())
    }

    fn text(&self) -> String {
        String::from(if *self { "" } else { "not" })
    }
}

impl Value for Release {
    fn read(&mut self, words: &mut Words<'_>, _: &Setting) -> Result<(), Problem> {
        *self = words.choose(&Release::ALL.map(|release| (release.word(), release)))?;
        Ok(())
    }

    fn text(&self) -> String {
        String::from(self.word())
    }
}
