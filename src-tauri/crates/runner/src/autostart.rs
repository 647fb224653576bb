//! Starting when the person logs in: an entry in the system's own list, which the settings put there
//! and take away.

use std::{env, future::Future, io, sync::Arc};

use hookloom_api::{core::settings::GeneralSettings, data_folder::DataFolder};
use hookloom_engine::Engine;

/// Has the entry follow the settings, beginning with those at the time of this call. What a person
/// did to the entry by other means counts, too: one that was taken away turns the setting off.
pub fn follow(engine: Arc<Engine>, folder: DataFolder) -> impl Future<Output = ()> {
    let mut changes = engine.follow_settings();
    let mut general = changes.borrow_and_update().general.clone();
    async move {
        if general.start_at_login && !entry::is_there() {
            turn_off(&engine).await;
        } else if general.start_at_login {
            // This program may have been moved since.
            apply(&engine, &general, &folder).await;
        }
        while changes.changed().await.is_ok() {
            let wanted = changes.borrow_and_update().general.clone();
            if wanted != general {
                apply(&engine, &wanted, &folder).await;
                general = wanted;
            }
        }
    }
}

async fn apply(engine: &Engine, general: &GeneralSettings, folder: &DataFolder) {
    let done = if general.start_at_login {
        words(general.start_hidden, folder).and_then(|words| entry::put(&words))
    } else {
        entry::remove()
    };
    if let Err(error) = done {
        tracing::error!(%error, "the entry that starts this at login could not be changed");
        if general.start_at_login {
            turn_off(engine).await;
        }
    }
}

async fn turn_off(engine: &Engine) {
    let mut settings = engine.settings().as_ref().clone();
    settings.general.start_at_login = false;
    if let Err(error) = engine.put_settings(settings).await {
        tracing::error!(%error, "the settings say that this starts at login, but it will not");
    }
}

/// The command that is run at login, word by word.
fn words(hidden: bool, folder: &DataFolder) -> io::Result<Vec<String>> {
    let mut words = vec![env::current_exe()?.display().to_string()];
    if !folder.is_usual() {
        words.push("--data-folder".to_owned());
        words.push(folder.path().display().to_string());
    }
    words.push(if hidden { "run" } else { "open" }.to_owned());
    Ok(words)
}

#[cfg(unix)]
mod entry {
    use std::{fs, io};

    use super::form;

    pub fn is_there() -> bool {
        form::path().is_ok_and(|path| path.exists())
    }

    /// Puts the entry there, whole or not at all: whoever looks while it is written sees the old one.
    pub fn put(words: &[String]) -> io::Result<()> {
        let path = form::path()?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let beside = path.with_extension("part");
        fs::write(&beside, form::text(words))?;
        fs::rename(beside, path)
    }

    pub fn remove() -> io::Result<()> {
        match fs::remove_file(form::path()?) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
mod form {
    use std::{io, path::PathBuf};

    pub fn path() -> io::Result<PathBuf> {
        let folder = dirs::config_dir().ok_or(io::ErrorKind::NotFound)?;
        Ok(folder.join("autostart/hookloom.desktop"))
    }

    pub fn text(words: &[String]) -> String {
        let command: Vec<String> = words.iter().map(|word| quoted(word)).collect();
        format!(
            "[Desktop Entry]\nType=Application\nName=Hookloom\n\
             Comment=Sends webhooks when something happens on this computer\n\
             Exec={}\nIcon=hookloom\nTerminal=false\nX-GNOME-Autostart-enabled=true\n",
            command.join(" ")
        )
    }

    /// As the Desktop Entry Specification wants it: quoted for `Exec`, then again for a value.
    fn quoted(word: &str) -> String {
        let mut quoted = String::from("\"");
        for letter in word.chars() {
            match letter {
                '"' | '`' | '$' => quoted.push_str("\\\\"),
                '\\' => quoted.push_str("\\\\\\"),
                '%' => quoted.push('%'),
                _ => {}
            }
            quoted.push(letter);
        }
        quoted.push('"');
        quoted
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn every_word_stays_one_word() {
            let words = ["/opt/my apps/hookloom", "100% \"mine\""].map(str::to_owned);
            let text = text(&words);
            let exec = r#"Exec="/opt/my apps/hookloom" "100%% \\"mine\\"""#;
            assert!(text.contains(exec), "{text}");
        }
    }
}

#[cfg(target_os = "macos")]
mod form {
    use std::{io, path::PathBuf};

    pub fn path() -> io::Result<PathBuf> {
        let home = dirs::home_dir().ok_or(io::ErrorKind::NotFound)?;
        Ok(home.join("Library/LaunchAgents/dev.hookloom.runner.plist"))
    }

    pub fn text(words: &[String]) -> String {
        let escape = |word: &String| {
            let word = word.replace('&', "&amp;").replace('<', "&lt;");
            format!("<string>{word}</string>")
        };
        let words: String = words.iter().map(escape).collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict>\
             <key>Label</key><string>dev.hookloom.runner</string>\
             <key>ProgramArguments</key><array>{words}</array>\
             <key>RunAtLoad</key><true/></dict></plist>\n"
        )
    }
}

#[cfg(windows)]
mod entry {
    use std::{io, process::Command};

    const KEY: &str = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run";
    const NAME: &str = "Hookloom";

    pub fn is_there() -> bool {
        reg(&["query", KEY, "/v", NAME]).is_ok()
    }

    pub fn put(words: &[String]) -> io::Result<()> {
        let command: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        let command = command.join(" ");
        reg(&["add", KEY, "/v", NAME, "/t", "REG_SZ", "/d", &command, "/f"])
    }

    pub fn remove() -> io::Result<()> {
        if is_there() {
            reg(&["delete", KEY, "/v", NAME, "/f"])?;
        }
        Ok(())
    }

    fn reg(words: &[&str]) -> io::Result<()> {
        let done = Command::new("reg").args(words).output()?;
        if done.status.success() {
            return Ok(());
        }
        let why = String::from_utf8_lossy(&done.stderr).into_owned();
        Err(io::Error::other(why))
    }
}
