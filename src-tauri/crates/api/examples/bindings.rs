//! Writes the TypeScript types into the folder it is given; `cargo xtask bindings` calls it.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: bindings FOLDER")?;
    Ok(hookloom_api::typescript::export(folder.as_ref())?)
}
