//! `hookloom undo`

use hookloom_api::{
    command::{ListUndo, Undo},
    core::{id::UndoId, view::UndoRow},
};

use super::{Failure, Session, plain, table::table};

#[derive(clap::Args)]
pub struct Arguments {
    /// The id of what to take back; without it, what was done last
    id: Option<UndoId>,
    /// List what can be taken back, and take nothing back
    #[arg(long, conflicts_with = "id")]
    list: bool,
}

/// Takes back what was done, or lists what can be taken back.
///
/// # Errors
/// When there is nothing to take back, or it can't be done.
pub async fn run(arguments: Arguments, session: &Session) -> Result<(), Failure> {
    let Session { client, output } = session;
    if arguments.list {
        return output.show(&client.call(ListUndo {}).await?, |rows| list(rows));
    }
    let undone = client.call(Undo { id: arguments.id }).await?;
    output.show(&undone, |row| {
        format!("Undone: {}\n", plain::line(&row.done))
    })
}

fn list(rows: &[UndoRow]) -> String {
    if rows.is_empty() {
        return "There is nothing to undo.\n".to_owned();
    }
    let row = |row: &UndoRow| {
        let undone = row
            .undone_at
            .map(|at| format!("undone {}", plain::time(at)));
        [
            plain::time(row.at),
            row.done.clone(),
            undone.unwrap_or_default(),
            row.id.to_string(),
        ]
    };
    table(["DONE", "WHAT", "", "ID"], rows.iter().map(row))
}
