//! Everything a client can ask of the runner, and what each command gives.

use std::collections::BTreeMap;
use std::path::PathBuf;

use hookloom_core::{
    automation::AutomationSettings,
    condition::Condition,
    destination::DestinationSettings,
    diagnostics::Diagnostics,
    file::FileTrigger,
    id::{AutomationId, DeliveryId, DestinationId, UndoId},
    inbox::InboxAnswer,
    moment::Moment,
    problem::Problem,
    recipe::{Answers, ExportPurpose},
    schedule::{NextRun, ScheduleTrigger},
    settings::Settings,
    trigger::{Trigger, TriggerKind},
    view::{
        ActResult, AutomationRow, Away, BackTest, Checkup, Chosen, DeliveryAct, DeliveryCount,
        DeliveryDetail, DeliveryFilter, DeliveryPage, DeliveryRow, DestinationRow, ExistingFiles,
        ExportFormat, ExportPart, Exported, FirstRun, FirstTry, FolderLook, ImportPreview,
        Imported, Inbox, Map as MapView, MapPlace, NoticeKind, OldDeliveries, Overview, Preview,
        RecentlyDeleted, RecipeRow, RunResult, RunnerStatus, Sample, SampleChoice, SampleSource,
        SavedFilter, Series, Span, Storage, Switched, UndoRow, Welcome,
    },
};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, Error},
};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::secret_text::SecretText;

/// A command together with the type of what it gives.
pub trait Call: Into<Command> {
    /// What the runner answers.
    type Reply: Serialize + DeserializeOwned + TS + 'static;
}

macro_rules! commands {
    ($(
        $(#[$doc:meta])*
        $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* } -> $reply:ty;
    )*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, Serialize, Deserialize, TS)]
            #[serde(deny_unknown_fields)]
            pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }

            impl Call for $name {
                type Reply = $reply;
            }

            impl From<$name> for Command {
                fn from(command: $name) -> Self {
                    Self::$name(command)
                }
            }
        )*

        /// Any of the commands, as it goes over the wire.
        #[derive(Clone, Debug, Serialize, TS)]
        #[serde(tag = "type", rename_all = "snake_case")]
        pub enum Command {
            $(
                #[doc = concat!("See [`", stringify!($name), "`](struct@", stringify!($name), ").")]
                $name($name),
            )*
        }

        #[derive(Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum Kind { $($name,)* }

        /// Derived, it would read the fields from a buffer, and an error would not know its path.
        impl<'de> Deserialize<'de> for Command {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut fields = Map::deserialize(deserializer)?;
                let kind = fields.remove("type").ok_or_else(|| D::Error::missing_field("type"))?;
                match serde_json::from_value(kind).map_err(D::Error::custom)? {
                    $(Kind::$name => read(fields).map(Self::$name),)*
                }
            }
        }

        /// What each command gives, by the command's `type`. Only for TypeScript.
        #[derive(TS)]
        #[ts(rename_all = "snake_case")]
        #[expect(non_snake_case, reason = "the fields are named after the commands")]
        pub struct Replies { $(#[doc = stringify!($name)] pub $name: $reply,)* }
    };
}

fn read<T: DeserializeOwned, E: Error>(fields: Map<String, Value>) -> Result<T, E> {
    serde_path_to_error::deserialize(Value::Object(fields)).map_err(E::custom)
}

/// How many hours an old secret is used if nobody says.
fn a_day() -> u32 {
    24
}

commands! {
    /// The first exchange of every connection.
    Hello {
        /// The client's version of the contract.
        protocol: u32,
    } -> Welcome;
    /// From now on this connection also gets changes.
    Subscribe {
        /// True for a window, which can be asked to come to the front.
        #[serde(default)]
        window: bool,
    } -> ();
    /// How the runner is.
    Status {} -> RunnerStatus;
    /// Holds all sending; events are still recorded, unless they are to be ignored.
    Pause {
        /// When to resume by itself; nothing means until someone resumes.
        until: Option<Moment>,
        /// Ignores events meanwhile, instead of recording them.
        #[serde(default)]
        ignore_events: bool,
    } -> RunnerStatus;
    /// Sends what was held, and goes on.
    Resume {} -> RunnerStatus;
    /// Ends the runner in order.
    Shutdown {} -> ();
    /// Deletes everything, and starts the runner anew. Nothing is sent any more, what is under way is
    /// cut off. Files that a person saved elsewhere stay. It can't be undone.
    Reset {} -> ();
    /// Brings the window to the front, or starts it.
    ShowWindow {
        /// The screen to show, as a hash address such as `#/activity`.
        route: Option<String>,
    } -> ();
    /// A person has read a notice; it is not shown again.
    DismissNotice {
        /// Which.
        kind: NoticeKind,
    } -> ();

    /// What a person chose for the app as a whole.
    GetSettings {} -> Settings;
    /// Replaces the settings. They count at once.
    SetSettings {
        /// All of them.
        settings: Settings,
    } -> Settings;

    /// Enough of the password for the proxy of the settings to tell it from others, if there is one.
    GetProxyPassword {} -> Option<String>;
    /// Keeps another password for the proxy of the settings.
    SetProxyPassword {
        /// The password; nothing forgets the present one.
        password: Option<SecretText>,
    } -> Option<String>;

    /// Switches those automations on again that a safe start switched off, and sends again.
    LeaveSafeStart {} -> RunnerStatus;
    /// Moves the secrets from the encrypted file into the system's key store.
    MoveSecrets {} -> RunnerStatus;

    /// How large the database is, and what can be given back.
    GetStorage {} -> Storage;
    /// How many finished deliveries are older than so many days.
    CountOld {
        /// 0 means all of them.
        older_than_days: u32,
    } -> OldDeliveries;
    /// Begins to remove finished deliveries that are older than so many days. What waits stays.
    CleanUp {
        /// 0 means all of them.
        older_than_days: u32,
    } -> Storage;
    /// Looks at everything that has to work, and says how it is.
    RunChecks {} -> Checkup;
    /// What somebody who helps needs to know, without secrets.
    GetDiagnostics {} -> Diagnostics;
    /// Writes that into a file.
    SaveDiagnostics {
        /// The file's full path.
        path: String,
    } -> ();
    /// Makes a backup of the database now.
    MakeBackup {} -> Storage;

    /// All automations, by name.
    ListAutomations {} -> Vec<AutomationRow>;
    /// One automation.
    GetAutomation {
        /// Which.
        id: AutomationId,
    } -> AutomationRow;
    /// What is wrong with settings, without keeping them. An empty list means they can be saved.
    CheckAutomation {
        /// The automation that is being edited, if it exists already.
        id: Option<AutomationId>,
        /// The settings.
        settings: AutomationSettings,
    } -> Vec<Problem>;
    /// Makes an automation.
    AddAutomation {
        /// Its settings.
        settings: AutomationSettings,
        /// The secret that its callers use, where calls are checked.
        #[serde(default)]
        #[ts(optional = nullable)]
        secret: Option<SecretText>,
    } -> AutomationRow;
    /// Replaces an automation's settings.
    EditAutomation {
        /// Which.
        id: AutomationId,
        /// All its settings.
        settings: AutomationSettings,
        /// A new secret that its callers use; nothing keeps the present one.
        #[serde(default)]
        #[ts(optional = nullable)]
        secret: Option<SecretText>,
    } -> AutomationRow;
    /// Turns an automation on or off.
    SwitchAutomation {
        /// Which.
        id: AutomationId,
        /// On or off.
        enabled: bool,
    } -> AutomationRow;
    /// Runs an automation now, as an event of the kind `manual.run`.
    RunAutomation {
        /// Which.
        id: AutomationId,
        /// The event's data; nothing means the data of its last event, or made-up data.
        #[serde(default)]
        #[ts(type = "Record<string, unknown> | null")]
        data: Option<Map<String, Value>>,
    } -> RunResult;
    /// Deletes an automation. What it has waiting is cancelled; its log stays. It can be undone.
    DeleteAutomation {
        /// Which.
        id: AutomationId,
    } -> ();
    /// Turns several automations on or off. Those that can't work stay off.
    SwitchAutomations {
        /// Which.
        ids: Vec<AutomationId>,
        /// On or off.
        enabled: bool,
    } -> Switched;
    /// Deletes several automations, all or none. It can be undone as a whole.
    DeleteAutomations {
        /// Which.
        ids: Vec<AutomationId>,
    } -> ();
    /// What a file trigger would find, for settings that need not be saved. Takes a second or two
    /// at the most.
    LookAtFolder {
        /// The settings.
        trigger: FileTrigger,
    } -> FolderLook;
    /// Makes a folder, with those around it.
    CreateFolder {
        /// Its full path.
        folder: String,
    } -> ();
    /// How many files are already in the folder of an automation.
    CountExistingFiles {
        /// Which automation.
        id: AutomationId,
    } -> ExistingFiles;
    /// Runs an automation once for every file that is already in its folder.
    RunExistingFiles {
        /// Which automation.
        id: AutomationId,
    } -> ExistingFiles;
    /// When a schedule is due next, for settings that need not be saved.
    PreviewSchedule {
        /// The settings.
        trigger: ScheduleTrigger,
    } -> Vec<NextRun>;

    /// A condition in its other form: rows as an expression, an expression as rows. Nothing when rows
    /// can't say what an expression does.
    RewriteCondition {
        /// The condition.
        condition: Condition,
    } -> Option<Condition>;
    /// The last events that settings with this trigger can be tried on, newest first.
    ListSamples {
        /// The automation that is being edited, if it exists already.
        id: Option<AutomationId>,
        /// The trigger, which need not be saved.
        trigger: Trigger,
    } -> Vec<SampleChoice>;
    /// An event to try settings on, with the fields that it offers.
    ReadSample {
        /// The automation that is being edited, if it exists already.
        id: Option<AutomationId>,
        /// The trigger, which need not be saved.
        trigger: Trigger,
        /// Which event.
        source: SampleSource,
    } -> Sample;
    /// What settings that need not be saved would make of an event. Nothing is sent.
    PreviewAutomation {
        /// The automation that is being edited, if it exists already.
        id: Option<AutomationId>,
        /// The settings.
        settings: AutomationSettings,
        /// Which of its sends, from 0.
        send: u32,
        /// The event.
        source: SampleSource,
    } -> Preview;
    /// Really sends what settings that need not be saved make of an event: once, marked as a test,
    /// whatever the condition says.
    TestAutomation {
        /// The automation that is being edited, if it exists already.
        id: Option<AutomationId>,
        /// The settings.
        settings: AutomationSettings,
        /// Which of its sends, from 0.
        send: u32,
        /// The event.
        source: SampleSource,
    } -> DeliveryRow;
    /// What settings that need not be saved would have sent of the events of the last days, as a
    /// difference to what was sent. Nothing is sent.
    BackTestAutomation {
        /// The automation that is being edited, if it exists already.
        id: Option<AutomationId>,
        /// The settings.
        settings: AutomationSettings,
        /// How many days to look back (1 to 90).
        days: u32,
    } -> BackTest;

    /// All destinations, by name.
    ListDestinations {} -> Vec<DestinationRow>;
    /// One destination.
    GetDestination {
        /// Which.
        id: DestinationId,
    } -> DestinationRow;
    /// Makes a destination.
    AddDestination {
        /// Its settings.
        settings: DestinationSettings,
        /// Its signing secret. The client makes it, so that it never has to be handed out.
        #[serde(default)]
        secret: Option<SecretText>,
        /// Its other secrets, by name. `authentication`, `client_key` and `proxy_password` belong to
        /// the settings; the others are placed by `{{ secret.name }}`.
        #[serde(default)]
        secrets: BTreeMap<String, SecretText>,
    } -> DestinationRow;
    /// Replaces a destination's settings.
    EditDestination {
        /// Which.
        id: DestinationId,
        /// All its settings.
        settings: DestinationSettings,
        /// A new signing secret; nothing keeps the present one.
        #[serde(default)]
        secret: Option<SecretText>,
        /// New secrets by name; those that are not named stay as they are.
        #[serde(default)]
        secrets: BTreeMap<String, SecretText>,
    } -> DestinationRow;
    /// Replaces a destination's signing secret without a gap: the old one is used for a while.
    RotateSecret {
        /// Which.
        id: DestinationId,
        /// The new secret.
        secret: SecretText,
        /// For how many hours the old one is still used (0 to 720).
        #[serde(default = "a_day")]
        hours: u32,
    } -> DestinationRow;
    /// Forgets the old signing secret before its time is over.
    EndRotation {
        /// Which.
        id: DestinationId,
    } -> DestinationRow;
    /// Forgets a secret that has a name.
    ForgetSecret {
        /// Which destination's.
        id: DestinationId,
        /// The secret's name.
        name: String,
    } -> DestinationRow;
    /// Holds what goes to a destination.
    PauseDestination {
        /// Which.
        id: DestinationId,
    } -> DestinationRow;
    /// Sends what was held for a destination, and goes on.
    ResumeDestination {
        /// Which.
        id: DestinationId,
    } -> DestinationRow;
    /// Tries a destination at once that is paused for being unhealthy.
    ProbeDestination {
        /// Which.
        id: DestinationId,
    } -> DestinationRow;

    /// Deletes a destination that no automation uses. What it has waiting is cancelled. It can be
    /// undone.
    DeleteDestination {
        /// Which.
        id: DestinationId,
    } -> ();

    /// What was done in the last 30 days and can be taken back, newest first.
    ListUndo {} -> Vec<UndoRow>;
    /// Takes something back.
    Undo {
        /// What; nothing means what was done last and was not taken back yet.
        #[serde(default)]
        id: Option<UndoId>,
    } -> UndoRow;
    /// What was deleted in the last 30 days.
    ListDeleted {} -> RecentlyDeleted;
    /// Brings a deleted automation back, together with deleted destinations that it sends to.
    RestoreAutomation {
        /// Which.
        id: AutomationId,
    } -> AutomationRow;
    /// Brings a deleted destination back, with its secret.
    RestoreDestination {
        /// Which.
        id: DestinationId,
    } -> DestinationRow;

    /// A page of deliveries, newest first.
    ListDeliveries {
        /// Which ones.
        #[serde(default)]
        filter: DeliveryFilter,
        /// The page after this delivery; nothing means the first page.
        #[serde(default)]
        after: Option<DeliveryId>,
        /// The page just before this delivery, which ends with the next newer one.
        #[serde(default)]
        before: Option<DeliveryId>,
        /// So many are left out first.
        #[serde(default)]
        skip: u32,
        /// How many at the most (1 to 500).
        limit: u32,
    } -> DeliveryPage;
    /// One delivery with its event, request and attempts.
    GetDelivery {
        /// Which.
        id: DeliveryId,
    } -> DeliveryDetail;
    /// Sends a finished delivery again: same content, same id.
    ResendDelivery {
        /// Which.
        id: DeliveryId,
    } -> DeliveryRow;
    /// Makes a new delivery of the same event with the settings of today, linked to the old one.
    SendAnew {
        /// Which.
        id: DeliveryId,
    } -> DeliveryRow;
    /// Tries a delivery now that waits for its next retry.
    RetryDelivery {
        /// Which.
        id: DeliveryId,
    } -> DeliveryRow;
    /// Stops trying.
    CancelDelivery {
        /// Which.
        id: DeliveryId,
    } -> DeliveryRow;
    /// How many of the chosen deliveries something can be done with.
    CountDeliveries {
        /// Which ones.
        chosen: Chosen,
        /// What is to be done; nothing counts them all.
        #[serde(default)]
        act: Option<DeliveryAct>,
    } -> DeliveryCount;
    /// Does something with all chosen deliveries that it can be done with.
    ActOnDeliveries {
        /// Which ones.
        chosen: Chosen,
        /// What.
        act: DeliveryAct,
    } -> ActResult;
    /// A delivery's request as a shell command, with its secrets as variables.
    DeliveryCurl {
        /// Which.
        id: DeliveryId,
    } -> String;
    /// A piece of an export, with credentials masked.
    ExportDeliveries {
        /// Which ones.
        chosen: Chosen,
        /// How they are written.
        format: ExportFormat,
        /// The piece after this delivery; nothing means the first piece.
        #[serde(default)]
        after: Option<DeliveryId>,
    } -> ExportPart;
    /// Writes deliveries into a file, with credentials masked. A file that is there is replaced.
    SaveDeliveries {
        /// Which ones.
        chosen: Chosen,
        /// How they are written.
        format: ExportFormat,
        /// The whole path of the file.
        path: PathBuf,
    } -> DeliveryCount;
    /// The filters that a person keeps, by name.
    ListSavedFilters {} -> Vec<SavedFilter>;
    /// Keeps a filter under a name, in place of the one that has it already; gives all of them.
    SaveFilter {
        /// Its name.
        name: String,
        /// What it lets through.
        filter: DeliveryFilter,
    } -> Vec<SavedFilter>;
    /// Forgets a saved filter; gives the rest.
    DeleteSavedFilter {
        /// Its name.
        name: String,
    } -> Vec<SavedFilter>;

    /// How everything is, at a glance.
    GetOverview {} -> Overview;
    /// What was sent and what failed over time.
    GetSeries {
        /// How far back.
        span: Span,
    } -> Series;
    /// What happened since a window was last used, if that is a while ago. From now on it counts as
    /// used, so a window asks this from time to time while somebody looks at it.
    CatchUp {} -> Option<Away>;
    /// What goes from automations to destinations, and where boxes of the map were put.
    GetMap {} -> MapView;
    /// Remembers where boxes of the map were put, in place of all that was remembered before. It can
    /// be undone.
    ArrangeMap {
        /// The boxes that were moved; none lets everything be arranged by itself.
        places: Vec<MapPlace>,
    } -> Vec<MapPlace>;

    /// What the Test inbox received, newest first, and how it answers.
    GetInbox {} -> Inbox;
    /// Forgets what the Test inbox received.
    ClearInbox {} -> ();
    /// Tells the Test inbox how to answer.
    AnswerInbox {
        /// How.
        answer: InboxAnswer,
    } -> ();

    /// The recipes that come with the app.
    ListRecipes {} -> Vec<RecipeRow>;

    /// Makes the automations of a recipe that comes with the app, and the destinations they need.
    UseRecipe {
        /// Which.
        id: String,
        /// Answers by the ids of the questions.
        #[serde(default)]
        #[ts(type = "Record<string, string>")]
        answers: Answers,
        /// Whether the automations are on at once.
        enabled: bool,
    } -> Imported;

    /// Automations with their destinations as the text of a recipe, without any secret.
    ExportAutomations {
        /// Which; none means all, with all destinations.
        automations: Vec<AutomationId>,
        /// What for.
        purpose: ExportPurpose,
    } -> Exported;

    /// Writes the text of a recipe into a file.
    SaveExport {
        /// Which automations; none means all, with all destinations.
        automations: Vec<AutomationId>,
        /// What for.
        purpose: ExportPurpose,
        /// The file's full path.
        path: String,
    } -> Exported;

    /// What importing a recipe would do. Nothing is written.
    PreviewImport {
        /// The text of the recipe.
        text: String,
        /// Answers by the ids of the questions.
        #[serde(default)]
        #[ts(type = "Record<string, string>")]
        answers: Answers,
    } -> ImportPreview;

    /// Imports a recipe. Its automations arrive off.
    ImportRecipe {
        /// The text of the recipe.
        text: String,
        /// Answers by the ids of the questions.
        #[serde(default)]
        #[ts(type = "Record<string, string>")]
        answers: Answers,
        /// The names of automations that are left out.
        #[serde(default)]
        leave_out: Vec<String>,
        /// Whether automations of a backup are on again if they were on.
        #[serde(default)]
        keep_switches: bool,
    } -> Imported;

    /// How far a person is with the first run.
    GetFirstRun {} -> FirstRun;

    /// Makes the first automation and switches it on.
    BeginFirstRun {
        /// What starts it.
        trigger: TriggerKind,
        /// The folder to watch, made if it is missing; nothing means the suggested one.
        #[serde(default)]
        folder: Option<String>,
    } -> FirstRun;

    /// Does what the first automation waits for, such as making a file in its folder.
    TryFirstRun {} -> FirstTry;

    /// Does not offer the first run any more.
    LeaveFirstRun {} -> FirstRun;

    /// Deletes what the first run made.
    DeleteFirstRun {} -> FirstRun;
}
