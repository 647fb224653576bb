//! Writes the TypeScript types into the folder it is given, or where the window has them.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1);
    let folder = folder.as_deref().unwrap_or("ui/src/bindings");
    Ok(hookloom_api::typescript::export(folder.as_ref())?)
}
