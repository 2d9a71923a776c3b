use std::net::IpAddr;

use crate::rule::Rule;
use crate::rules::context::quoted;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "invalid-agent-address",
        (Category::Consistency, Severity::Warning),
        "the address of an agent is not one",
        include_str!("invalid_agent_address.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<InvalidAgentAddress>()]),
};

struct InvalidAgentAddress;

impl ObjectRule for InvalidAgentAddress {
    const OF: &'static [&'static str] = &["AgentInfo"];
    const READS: &'static [Read] = &[Read::String("ip"), Read::Integer("port")];

    fn check<V: View>(agent: V, sink: &mut impl Sink<V>) {
        let is_address =
            |ip: &[u8]| str::from_utf8(ip).is_ok_and(|ip| ip.parse::<IpAddr>().is_ok());
        if agent.string(0).is_some_and(|ip| !is_address(ip)) {
            sink.report(agent, 0, || {
                (
                    format!("expected IP address, found {}", quoted(&agent.written(0))),
                    "check what changed the address: agents know each other by IP address, IPv6 \
                     without brackets",
                )
            });
        }
        // A negative one is reported as a negative count.
        if let Some(port) = agent.integer(1).filter(|port| matches!(port, 0 | 65_536..)) {
            sink.report(agent, 1, || {
                (
                    format!("expected port from 1 to 65535, found {port}"),
                    "check what changed the address: it is the one that the agent listens on",
                )
            });
        }
    }
}
