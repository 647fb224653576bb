//! Prepares what Tauri compiles into the window: its configuration, icons and permissions.

fn main() {
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*.json");
    if let Err(error) = tauri_build::try_build(attributes) {
        panic!("the window's configuration can't be used: {error:#}");
    }
}
