//! What ordinary programs do to files, and that each of it is told once and by its right name.

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;

use hookloom_core::file::FileTrigger;
use hookloom_engine::triggers::file::FileOptions;

use super::harness::{Watched, has, run};

const NOTHING: [&str; 0] = [];

#[tokio::test(flavor = "multi_thread")]
async fn a_copied_file_is_added() {
    let mut watched = Watched::after("").await;
    run(&watched.beside(""), "echo one > a.txt");
    assert_eq!(watched.events_of("cp ../beside/a.txt .").await, ["+a.txt"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_copied_over_another_changes_that() {
    let mut watched = Watched::after("echo one > a; echo two > ../beside/b").await;
    assert_eq!(watched.events_of("cp ../beside/b a").await, ["~a"]);
    let script = "touch -d 2020-02-02 ../beside/b; cp -p ../beside/b a";
    assert_eq!(watched.events_of(script).await, ["~a"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_moved_in_is_added_and_one_moved_out_is_deleted() {
    let mut watched = Watched::after("echo one > ../beside/a").await;
    assert_eq!(watched.events_of("mv ../beside/a .").await, ["+a"]);
    assert_eq!(watched.events_of("mv a ../beside/").await, ["-a"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_moved_within_is_renamed() {
    let mut watched = Watched::after("mkdir -p x/y; echo one > a").await;
    assert_eq!(watched.events_of("mv a b").await, ["a>b"]);
    assert_eq!(watched.events_of("mv b x/y/b").await, ["b>x/y/b"]);
    for (from, to) in [("x/y/b", "c"), ("c", "d"), ("d", "e")] {
        fs::rename(watched.path(from), watched.path(to)).unwrap();
    }
    assert_eq!(watched.events().await, ["x/y/b>e"]);
    assert_eq!(watched.events_of("mkdir new; mv e new/").await, ["e>new/e"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_moved_there_and_back_gives_nothing() {
    let mut watched = Watched::after("echo one > a").await;
    fs::rename(watched.path("a"), watched.path("b")).unwrap();
    fs::rename(watched.path("b"), watched.path("a")).unwrap();
    assert_eq!(watched.events().await, NOTHING);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_renamed_and_written_at_once_is_both() {
    let mut watched = Watched::after("echo one > a").await;
    assert_eq!(
        watched
            .events_of("mv a b; sleep 0.05; echo more >> b")
            .await,
        ["a>b", "~b"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renamed_file_that_is_still_written_is_told_of_when_that_ends() {
    let mut watched = patient("echo one > a").await;
    watched.sh("mv a b");
    let mut writer = File::options()
        .append(true)
        .open(watched.path("b"))
        .unwrap();
    writer.write_all(b"two").unwrap();
    assert_eq!(watched.events_so_far().await, NOTHING);
    drop(writer);
    assert_eq!(watched.events().await, ["a>b", "~b"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_file_is_deleted() {
    let mut watched = Watched::after("echo one > a; echo two > b").await;
    assert_eq!(watched.events_of("rm a").await, ["-a"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_file_and_a_new_one_are_not_one_renamed_file() {
    // A file system gives the new file the inode of the removed one.
    let mut watched = Watched::after("echo one > a").await;
    assert_eq!(watched.events_of("rm a; echo two > b").await, ["+b", "-a"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_removed_and_made_anew_is_changed() {
    let mut watched = Watched::after("echo one > a").await;
    assert_eq!(watched.events_of("rm a; echo two > a").await, ["~a"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_came_and_went_gives_nothing() {
    let mut watched = Watched::after("").await;
    fs::write(watched.path("a"), "one").unwrap();
    fs::remove_file(watched.path("a")).unwrap();
    fs::create_dir(watched.path("x")).unwrap();
    fs::write(watched.path("x/a"), "one").unwrap();
    fs::remove_dir_all(watched.path("x")).unwrap();
    assert_eq!(watched.events().await, NOTHING);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_touched_file_is_changed_and_other_permissions_are_nothing() {
    let mut watched = Watched::after("echo one > a").await;
    assert_eq!(watched.events_of("touch a").await, ["~a"]);
    assert_eq!(
        watched.events_of("chmod 600 a; cat a; ls -l").await,
        NOTHING
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_saved_through_a_temporary_one_is_changed() {
    let mut watched = Watched::after("echo one > a").await;
    for temporary in ["a.tmp", ".a.123456", "a.new"] {
        fs::write(watched.path(temporary), temporary).unwrap();
        fs::rename(watched.path(temporary), watched.path("a")).unwrap();
        assert_eq!(watched.events().await, ["~a"], "{temporary}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_saved_the_way_vim_does_is_changed() {
    let mut watched = Watched::after("echo one > x").await;
    for content in ["two", "three"] {
        save_like_vim(&watched, content);
        assert_eq!(watched.events().await, ["~x"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_saved_the_way_vim_does_is_changed_even_if_nothing_is_ignored() {
    let options = FileOptions::default();
    let ignore_nothing = |settings: &mut FileTrigger| settings.ignore.clear();
    let mut watched = Watched::with("echo one > x", options, ignore_nothing).await;
    save_like_vim(&watched, "two");
    assert_eq!(watched.events().await, ["~x"]);
}

/// What vim does to save the file x: try whether it may write in the folder, put the old file aside,
/// write a new one, remove the old one.
fn save_like_vim(watched: &Watched, content: &str) {
    fs::write(watched.path("4913"), "").unwrap();
    fs::remove_file(watched.path("4913")).unwrap();
    fs::rename(watched.path("x"), watched.path("x~")).unwrap();
    fs::write(watched.path("x"), content).unwrap();
    fs::set_permissions(watched.path("x"), Permissions::from_mode(0o644)).unwrap();
    fs::remove_file(watched.path("x~")).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn vim_itself_changes_the_file_in_each_of_its_ways() {
    if !has("vim") {
        return;
    }
    let mut watched = Watched::after("echo one > x").await;
    for (number, backup) in ["no", "yes", "auto", "auto | set backup"]
        .iter()
        .enumerate()
    {
        let vim = format!(
            "vim -u NONE -i NONE -es -c 'set writebackup backupcopy={backup}' -c 's/.*/save {number}/' -c wq x"
        );
        assert_eq!(watched.events_of(&vim).await, ["~x"], "backupcopy={backup}");
    }
    let vim = "vim -u NONE -i NONE -es -c 's/^/new/' -c wq y";
    assert_eq!(watched.events_of(vim).await, ["+y"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn sed_changes_a_file_in_place() {
    let mut watched = Watched::after("echo one > a; echo one > b").await;
    assert_eq!(
        watched.events_of("sed -i s/one/two/ a b").await,
        ["~a", "~b"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finished_download_is_added_under_its_name_only() {
    let mut watched = Watched::after("").await;
    for part in ["part", "crdownload"] {
        let begin = format!("echo half > film.{part}");
        assert_eq!(watched.events_of(&begin).await, NOTHING);
        let finish = format!("echo whole > film.{part}; mv film.{part} film-{part}");
        assert_eq!(watched.events_of(&finish).await, [format!("+film-{part}")]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_in_folders_made_in_the_same_instant_is_added() {
    let mut watched = Watched::after("").await;
    assert_eq!(
        watched.events_of("mkdir -p a/b && echo > a/b/x").await,
        ["+a/b/x"]
    );
    let script = "mkdir -p c/d/e/f && echo > c/d/e/f/x && mkdir g && echo > g/y";
    assert_eq!(watched.events_of(script).await, ["+c/d/e/f/x", "+g/y"]);
    assert_eq!(
        watched.events_of("echo more >> c/d/e/f/x").await,
        ["~c/d/e/f/x"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_moved_in_within_and_out_takes_its_files_along() {
    let mut watched =
        Watched::after("mkdir -p ../beside/x/y; echo 1 > ../beside/x/a; echo 2 > ../beside/x/y/b")
            .await;
    assert_eq!(
        watched.events_of("mv ../beside/x .").await,
        ["+x/a", "+x/y/b"]
    );
    assert_eq!(
        watched.events_of("mv x z").await,
        ["x/a>z/a", "x/y/b>z/y/b"]
    );
    assert_eq!(watched.events_of("echo more >> z/y/b").await, ["~z/y/b"]);
    assert_eq!(watched.events_of("mv z/y .").await, ["z/y/b>y/b"]);
    assert_eq!(watched.events_of("mv z ../beside/").await, ["-z/a"]);
    assert_eq!(
        watched.events_of("echo elsewhere >> ../beside/z/a").await,
        NOTHING
    );
    assert_eq!(
        watched.events_of("rm -r y; mkdir y; echo new > y/b").await,
        ["~y/b"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_folder_takes_its_files_along() {
    let mut watched =
        Watched::after("mkdir -p x/y/z; for i in 1 2 3; do echo $i > x/y/z/$i; done").await;
    assert_eq!(
        watched.events_of("rm -r x").await,
        ["-x/y/z/1", "-x/y/z/2", "-x/y/z/3"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn tar_adds_a_thousand_files_each_once() {
    let mut watched = Watched::after("").await;
    let pack = "for d in 1 2 3 4 5 6 7 8 9 10; do mkdir -p t/$d/deep; \
        for i in $(seq 100); do echo $d $i > t/$d/deep/$i; done; done; tar cf t.tar t";
    run(&watched.beside(""), pack);
    let expected = files("+t/", &[""]);
    assert_eq!(watched.events_of("tar xf ../beside/t.tar").await, expected);
    // The same archive once more leaves every file as it was.
    assert_eq!(watched.events_of("tar xf ../beside/t.tar").await, NOTHING);
    assert_eq!(
        watched.events_of("tar xmf ../beside/t.tar").await,
        files("~t/", &[""])
    );
    assert_eq!(watched.events_of("rm -r t").await, files("-t/", &[""]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tree_copied_and_moved_is_told_of_file_by_file() {
    let mut watched = Watched::after("").await;
    let make = "for d in 1 2 3 4 5 6 7 8 9 10; do mkdir -p t/$d/deep; \
        for i in $(seq 100); do echo $d $i > t/$d/deep/$i; done; done";
    run(&watched.beside(""), make);
    assert_eq!(
        watched.events_of("cp -r ../beside/t .").await,
        files("+t/", &[""])
    );
    assert_eq!(watched.events_of("mv t u").await, files("t/", &[">u/"]));
}

/// One line for each of the thousand files of a tree, with each of `parts` before another copy of
/// the path.
fn files(first: &str, others: &[&str]) -> Vec<String> {
    let paths = (1..=10).flat_map(|d| (1..=100).map(move |i| format!("{d}/deep/{i}")));
    let mut lines: Vec<String> = paths
        .map(|path| {
            let others = others.iter().filter(|other| !other.is_empty());
            let others: String = others.map(|other| format!("{other}{path}")).collect();
            format!("{first}{path}{others}")
        })
        .collect();
    lines.sort();
    lines
}

#[tokio::test(flavor = "multi_thread")]
async fn git_adds_changes_and_deletes_what_a_branch_differs_in() {
    if !has("git") {
        return;
    }
    let commit = "git add -A; git -c user.name=a -c user.email=a@b.c commit -qm";
    let mut watched = Watched::after(&format!(
        "git init -qb one; echo 1 > same; echo 1 > other; echo 1 > gone; {commit} one; \
         git checkout -qb two; echo two > other; rm gone; mkdir x; echo 1 > x/new; {commit} two; \
         git checkout -q one"
    ))
    .await;
    assert_eq!(
        watched.events_of("git checkout -q two").await,
        ["+x/new", "-gone", "~other"]
    );
    assert_eq!(
        watched.events_of("git checkout -q one").await,
        ["+gone", "-x/new", "~other"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn rsync_adds_and_changes_under_the_final_names() {
    if !has("rsync") {
        return;
    }
    let mut watched = Watched::after("").await;
    let make = "mkdir -p s/x; echo one > s/a; echo two > s/x/b";
    run(&watched.beside(""), make);
    assert_eq!(
        watched.events_of("rsync -a ../beside/s/ .").await,
        ["+a", "+x/b"]
    );
    run(&watched.beside(""), "echo three >> s/a");
    assert_eq!(watched.events_of("rsync -a ../beside/s/ .").await, ["~a"]);
    run(&watched.beside(""), "echo four >> s/a");
    assert_eq!(
        watched.events_of("rsync -a --inplace ../beside/s/ .").await,
        ["~a"]
    );
    run(&watched.beside(""), "rm s/a");
    let deleting = "rsync -a --delete --exclude='*sentinel*' ../beside/s/ .";
    assert_eq!(watched.events_of(deleting).await, ["-a"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_writer_that_has_not_closed_is_waited_for_and_one_that_has_is_not() {
    let mut watched = patient("").await;
    let mut slow = File::create(watched.path("slow")).unwrap();
    for part in [b"half".as_slice(), b" and half"] {
        slow.write_all(part).unwrap();
        assert_eq!(watched.events_so_far().await, NOTHING);
    }
    drop(slow);
    assert_eq!(watched.events().await, ["+slow"]);
}

/// Waits five minutes for a writer that does not say that it has finished.
async fn patient(script: &str) -> Watched {
    let options = FileOptions::default();
    Watched::with(script, options, |settings| settings.settle_seconds = 300.0).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_ordinary_file_is_ignored() {
    let mut watched = Watched::after("mkdir -p ../beside/far; echo one > ../beside/far/a").await;
    let script = "ln -s .. up; ln -s self self; ln -s ../beside/far far; ln -s ../beside/far/a link; \
        mkfifo pipe; mkdir x; ln -s ../x x/loop";
    assert_eq!(watched.events_of(script).await, NOTHING);
    assert_eq!(
        watched.events_of("echo two > ../beside/far/b").await,
        NOTHING
    );
    let socket = UnixListener::bind(watched.path("socket")).unwrap();
    assert_eq!(watched.events().await, NOTHING);
    drop(socket);
    assert_eq!(
        watched.events_of("ln ../beside/far/a hard").await,
        ["+hard"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_are_no_text_or_hold_odd_characters_are_told_unharmed() {
    let mut watched = Watched::after("").await;
    let names = [
        b"\xff\xfe".as_slice(),
        b"two\nlines",
        b"quo\"te",
        b" ",
        b"-rf",
    ];
    for name in names {
        let path = watched.folder().join(OsStr::from_bytes(name));
        fs::write(path, "x").unwrap();
    }
    let mut found: Vec<Vec<u8>> = Vec::new();
    while found.len() < names.len() {
        let changes = watched.batch().await;
        found.extend(changes.iter().map(|change| change.path.as_bytes().to_vec()));
    }
    found.sort();
    let mut expected = names.map(<[u8]>::to_vec);
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!(watched.events().await, NOTHING);
}
