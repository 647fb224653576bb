//! What the listener takes at most.

use std::time::Duration;

/// What the listener takes at most. The defaults are for everyone; tests are less patient.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How long a head may take, and how long a connection may be silent between requests.
    pub head_time: Duration,
    /// How long a body may take after its head.
    pub body_time: Duration,
    /// The longest head, in bytes.
    pub head: usize,
    /// The most headers.
    pub headers: usize,
    /// The longest body, in bytes.
    pub body: usize,
    /// From this many bytes a body counts as large.
    pub large_body: usize,
    /// How many large bodies are taken at the same time; others wait.
    pub large_bodies: usize,
    /// How many connections are open at the same time; others are turned away.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head_time: Duration::from_secs(10),
            body_time: Duration::from_secs(20),
            head: 32 * 1024,
            headers: 100,
            body: 1024 * 1024,
            large_body: 64 * 1024,
            large_bodies: 16,
            connections: 512,
        }
    }
}
