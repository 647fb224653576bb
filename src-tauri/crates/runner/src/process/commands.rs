//! The commands that the engine carries out, one line for each.

use std::collections::BTreeMap;

use hookloom_api::{
    ApiError, Call, Command,
    command::{
        ActOnDeliveries, AddAutomation, AddDestination, AnswerInbox, ArrangeMap,
        BackTestAutomation, BeginFirstRun, CancelDelivery, CatchUp, CheckAutomation, CleanUp,
        ClearInbox, CountDeliveries, CountExistingFiles, CountOld, CreateFolder, DeleteAutomation,
        DeleteAutomations, DeleteDestination, DeleteFirstRun, DeleteSavedFilter, DeliveryCurl,
        DismissNotice, EditAutomation, EditDestination, EndRotation, ExportAutomations,
        ExportDeliveries, ForgetSecret, GetAutomation, GetDelivery, GetDestination, GetFirstRun,
        GetInbox, GetMap, GetOverview, GetProxyPassword, GetSeries, GetSettings, GetStorage,
        ImportRecipe, LeaveFirstRun, LeaveSafeStart, ListAutomations, ListDeleted, ListDeliveries,
        ListDestinations, ListRecipes, ListSamples, ListSavedFilters, ListUndo, LookAtFolder,
        MakeBackup, MoveSecrets, Pause, PauseDestination, PreviewAutomation, PreviewImport,
        PreviewSchedule, ProbeDestination, ReadSample, ResendDelivery, RestoreAutomation,
        RestoreDestination, Resume, ResumeDestination, RetryDelivery, RewriteCondition,
        RotateSecret, RunAutomation, RunChecks, RunExistingFiles, SaveDeliveries, SaveExport,
        SaveFilter, SendAnew, SetProxyPassword, SetSettings, Status, SwitchAutomation,
        SwitchAutomations, TestAutomation, TryFirstRun, Undo, UseRecipe,
    },
    core::view::{OldDeliveries, PageStart},
    error::ErrorCode,
    secret_text::SecretText,
};
use hookloom_engine::{Engine, EngineError, GivenSecrets};
use serde_json::Value;

/// Has the engine carry a command out.
///
/// # Errors
/// The engine's refusal.
pub async fn carry_out(engine: &Engine, command: Command) -> Result<Value, ApiError> {
    match command {
        Command::Status(Status {}) => reply::<Status>(engine.status().await),
        Command::Pause(Pause {
            until,
            ignore_events: false,
        }) => reply::<Pause>(engine.pause(until).await),
        Command::Pause(Pause {
            until,
            ignore_events: true,
        }) => reply::<Pause>(engine.pause_and_ignore_events(until).await),
        Command::Resume(Resume {}) => reply::<Resume>(engine.resume().await),
        Command::DismissNotice(DismissNotice { kind }) => {
            engine.dismiss_notice(kind).await;
            reply::<DismissNotice>(Ok(()))
        }

        Command::GetSettings(GetSettings {}) => {
            reply::<GetSettings>(Ok(engine.settings().as_ref().clone()))
        }
        Command::SetSettings(SetSettings { settings }) => {
            let set = engine.set_settings(settings).await;
            reply::<SetSettings>(set.map(|set| set.as_ref().clone()))
        }
        Command::GetProxyPassword(GetProxyPassword {}) => {
            reply::<GetProxyPassword>(engine.proxy_password().await)
        }
        Command::SetProxyPassword(SetProxyPassword { password }) => {
            let password = password.as_ref().map(SecretText::reveal);
            reply::<SetProxyPassword>(engine.set_proxy_password(password).await)
        }
        Command::LeaveSafeStart(LeaveSafeStart {}) => {
            reply::<LeaveSafeStart>(match engine.leave_safe_start().await {
                Ok(()) => engine.status().await,
                Err(error) => Err(error),
            })
        }
        Command::MoveSecrets(MoveSecrets {}) => {
            reply::<MoveSecrets>(match engine.move_secrets().await {
                Ok(()) => engine.status().await,
                Err(error) => Err(error),
            })
        }

        Command::RunChecks(RunChecks {}) => reply::<RunChecks>(Ok(engine.check_up().await)),
        Command::GetStorage(GetStorage {}) => reply::<GetStorage>(engine.storage().await),
        Command::CountOld(CountOld { older_than_days }) => {
            let count = engine.count_old(older_than_days).await;
            reply::<CountOld>(count.map(|count| OldDeliveries { count }))
        }
        Command::CleanUp(CleanUp { older_than_days }) => {
            reply::<CleanUp>(match engine.clean_up(older_than_days) {
                Ok(()) => engine.storage().await,
                Err(error) => Err(error),
            })
        }
        Command::MakeBackup(MakeBackup {}) => reply::<MakeBackup>(match engine.back_up().await {
            Ok(()) => engine.storage().await,
            Err(error) => Err(error),
        }),

        Command::ListAutomations(ListAutomations {}) => {
            reply::<ListAutomations>(engine.list_automations().await)
        }
        Command::GetAutomation(GetAutomation { id }) => {
            reply::<GetAutomation>(engine.get_automation(id).await)
        }
        Command::CheckAutomation(CheckAutomation { id, settings }) => {
            reply::<CheckAutomation>(Ok(engine.check_automation(id, &settings).await))
        }
        Command::AddAutomation(AddAutomation { settings, secret }) => reply::<AddAutomation>(
            engine
                .add_automation_with_secret(settings, callers(&secret))
                .await,
        ),
        Command::EditAutomation(EditAutomation {
            id,
            settings,
            secret,
        }) => reply::<EditAutomation>(
            engine
                .edit_automation_with_secret(id, settings, callers(&secret))
                .await,
        ),
        Command::SwitchAutomation(SwitchAutomation { id, enabled }) => {
            reply::<SwitchAutomation>(engine.switch_automation(id, enabled).await)
        }
        Command::RunAutomation(RunAutomation { id, data }) => {
            reply::<RunAutomation>(engine.run_automation(id, data).await)
        }
        Command::DeleteAutomation(DeleteAutomation { id }) => {
            reply::<DeleteAutomation>(engine.delete_automation(id).await)
        }
        Command::SwitchAutomations(SwitchAutomations { ids, enabled }) => {
            reply::<SwitchAutomations>(engine.switch_automations(ids, enabled).await)
        }
        Command::DeleteAutomations(DeleteAutomations { ids }) => {
            reply::<DeleteAutomations>(engine.delete_automations(ids).await)
        }
        Command::PreviewSchedule(PreviewSchedule { trigger }) => {
            reply::<PreviewSchedule>(engine.preview_schedule(&trigger))
        }

        Command::LookAtFolder(LookAtFolder { trigger }) => {
            reply::<LookAtFolder>(engine.look_at_folder(trigger).await)
        }
        Command::CreateFolder(CreateFolder { folder }) => {
            reply::<CreateFolder>(engine.create_folder(folder).await)
        }
        Command::CountExistingFiles(CountExistingFiles { id }) => {
            reply::<CountExistingFiles>(engine.count_existing_files(id).await)
        }
        Command::RunExistingFiles(RunExistingFiles { id }) => {
            reply::<RunExistingFiles>(engine.run_existing_files(id).await)
        }
        Command::RewriteCondition(RewriteCondition { condition }) => {
            reply::<RewriteCondition>(Ok(condition.rewritten()))
        }
        Command::ListSamples(ListSamples { id, trigger }) => {
            reply::<ListSamples>(engine.list_samples(id, &trigger).await)
        }
        Command::ReadSample(ReadSample {
            id,
            trigger,
            source,
        }) => reply::<ReadSample>(engine.read_sample(id, trigger, source).await),
        Command::PreviewAutomation(PreviewAutomation {
            id,
            settings,
            send,
            source,
        }) => {
            reply::<PreviewAutomation>(engine.preview_automation(id, settings, send, source).await)
        }
        Command::TestAutomation(TestAutomation {
            id,
            settings,
            send,
            source,
        }) => reply::<TestAutomation>(engine.test_automation(id, settings, send, source).await),
        Command::BackTestAutomation(BackTestAutomation { id, settings, days }) => {
            reply::<BackTestAutomation>(engine.back_test(id, settings, days).await)
        }

        Command::ListDestinations(ListDestinations {}) => {
            reply::<ListDestinations>(engine.list_destinations().await)
        }
        Command::GetDestination(GetDestination { id }) => {
            reply::<GetDestination>(engine.get_destination(id).await)
        }
        Command::AddDestination(AddDestination {
            settings,
            secret,
            secrets,
        }) => {
            let secrets = reveal(&secret, &secrets);
            reply::<AddDestination>(engine.add_destination(settings, secrets).await)
        }
        Command::EditDestination(EditDestination {
            id,
            settings,
            secret,
            secrets,
        }) => {
            let secrets = reveal(&secret, &secrets);
            reply::<EditDestination>(engine.edit_destination(id, settings, secrets).await)
        }
        Command::RotateSecret(RotateSecret { id, secret, hours }) => {
            reply::<RotateSecret>(engine.rotate_secret(id, secret.reveal(), hours).await)
        }
        Command::EndRotation(EndRotation { id }) => {
            reply::<EndRotation>(engine.end_rotation(id).await)
        }
        Command::ForgetSecret(ForgetSecret { id, name }) => {
            reply::<ForgetSecret>(engine.forget_secret(id, &name).await)
        }
        Command::PauseDestination(PauseDestination { id }) => {
            reply::<PauseDestination>(engine.pause_destination(id).await)
        }
        Command::ProbeDestination(ProbeDestination { id }) => {
            reply::<ProbeDestination>(engine.probe_destination(id).await)
        }
        Command::ResumeDestination(ResumeDestination { id }) => {
            reply::<ResumeDestination>(engine.resume_destination(id).await)
        }
        Command::DeleteDestination(DeleteDestination { id }) => {
            reply::<DeleteDestination>(engine.delete_destination(id).await)
        }

        Command::ListUndo(ListUndo {}) => reply::<ListUndo>(engine.list_undo().await),
        Command::Undo(Undo { id }) => reply::<Undo>(engine.undo(id).await),
        Command::ListDeleted(ListDeleted {}) => reply::<ListDeleted>(engine.list_deleted().await),
        Command::RestoreAutomation(RestoreAutomation { id }) => {
            reply::<RestoreAutomation>(engine.restore_automation(id).await)
        }
        Command::RestoreDestination(RestoreDestination { id }) => {
            reply::<RestoreDestination>(engine.restore_destination(id).await)
        }

        Command::ListDeliveries(ListDeliveries {
            filter,
            after,
            before,
            skip,
            limit,
        }) => {
            let start = PageStart {
                after,
                before,
                skip,
            };
            reply::<ListDeliveries>(engine.list_deliveries(filter, start, limit).await)
        }
        Command::GetDelivery(GetDelivery { id }) => {
            reply::<GetDelivery>(engine.get_delivery(id).await)
        }
        Command::ResendDelivery(ResendDelivery { id }) => {
            reply::<ResendDelivery>(engine.resend_delivery(id).await)
        }
        Command::CancelDelivery(CancelDelivery { id }) => {
            reply::<CancelDelivery>(engine.cancel_delivery(id).await)
        }
        Command::SendAnew(SendAnew { id }) => reply::<SendAnew>(engine.send_anew(id).await),
        Command::RetryDelivery(RetryDelivery { id }) => {
            reply::<RetryDelivery>(engine.retry_delivery(id).await)
        }
        Command::CountDeliveries(CountDeliveries { chosen, act }) => {
            reply::<CountDeliveries>(engine.count_deliveries(chosen, act).await)
        }
        Command::ActOnDeliveries(ActOnDeliveries { chosen, act }) => {
            reply::<ActOnDeliveries>(engine.act_on_deliveries(chosen, act).await)
        }
        Command::DeliveryCurl(DeliveryCurl { id }) => {
            reply::<DeliveryCurl>(engine.delivery_curl(id).await)
        }
        Command::ExportDeliveries(ExportDeliveries {
            chosen,
            format,
            after,
        }) => reply::<ExportDeliveries>(engine.export_deliveries(chosen, format, after).await),
        Command::SaveDeliveries(SaveDeliveries {
            chosen,
            format,
            path,
        }) => reply::<SaveDeliveries>(engine.save_deliveries(chosen, format, &path).await),
        Command::ListSavedFilters(ListSavedFilters {}) => {
            reply::<ListSavedFilters>(engine.list_saved_filters().await)
        }
        Command::SaveFilter(SaveFilter { name, filter }) => {
            reply::<SaveFilter>(engine.save_filter(&name, filter).await)
        }
        Command::DeleteSavedFilter(DeleteSavedFilter { name }) => {
            reply::<DeleteSavedFilter>(engine.delete_saved_filter(&name).await)
        }

        Command::GetOverview(GetOverview {}) => reply::<GetOverview>(engine.overview().await),
        Command::GetSeries(GetSeries { span }) => reply::<GetSeries>(engine.series(span).await),
        Command::CatchUp(CatchUp {}) => reply::<CatchUp>(engine.catch_up().await),
        Command::GetMap(GetMap {}) => reply::<GetMap>(engine.get_map().await),
        Command::ArrangeMap(ArrangeMap { places }) => {
            reply::<ArrangeMap>(engine.arrange_map(places).await)
        }

        Command::ListRecipes(ListRecipes {}) => reply::<ListRecipes>(Ok(engine.list_recipes())),
        Command::UseRecipe(UseRecipe {
            id,
            answers,
            enabled,
        }) => reply::<UseRecipe>(engine.use_recipe(&id, &answers, enabled).await),
        Command::ExportAutomations(ExportAutomations {
            automations,
            purpose,
        }) => reply::<ExportAutomations>(engine.export(&automations, purpose)),
        Command::SaveExport(SaveExport {
            automations,
            purpose,
            path,
        }) => reply::<SaveExport>(engine.save_export(&automations, purpose, path).await),
        Command::PreviewImport(PreviewImport { text, answers }) => {
            reply::<PreviewImport>(engine.preview_import(&text, &answers).await)
        }
        Command::ImportRecipe(ImportRecipe {
            text,
            answers,
            leave_out,
            keep_switches,
        }) => {
            let imported = engine.import_recipe(&text, &answers, &leave_out, keep_switches);
            reply::<ImportRecipe>(imported.await)
        }
        Command::GetFirstRun(GetFirstRun {}) => reply::<GetFirstRun>(engine.first_run().await),
        Command::BeginFirstRun(BeginFirstRun { trigger, folder }) => {
            reply::<BeginFirstRun>(engine.begin_first_run(trigger, folder).await)
        }
        Command::TryFirstRun(TryFirstRun {}) => reply::<TryFirstRun>(engine.try_first_run().await),
        Command::LeaveFirstRun(LeaveFirstRun {}) => {
            reply::<LeaveFirstRun>(engine.leave_first_run().await)
        }
        Command::DeleteFirstRun(DeleteFirstRun {}) => {
            reply::<DeleteFirstRun>(engine.delete_first_run().await)
        }
        Command::GetInbox(GetInbox {}) => reply::<GetInbox>(engine.get_inbox().await),
        Command::ClearInbox(ClearInbox {}) => reply::<ClearInbox>(engine.clear_inbox().await),
        Command::AnswerInbox(AnswerInbox { answer }) => {
            engine.answer_inbox(answer);
            reply::<AnswerInbox>(Ok(()))
        }

        // These concern the connection and the process, not the engine.
        Command::Hello(_)
        | Command::Subscribe(_)
        | Command::GetDiagnostics(_)
        | Command::Reset(_)
        | Command::SaveDiagnostics(_)
        | Command::Shutdown(_)
        | Command::ShowWindow(_) => Err(ApiError::new(
            ErrorCode::Refused,
            "The engine has nothing to do with that.",
        )),
    }
}

/// The engine's answer as the command's reply, so that none can have another command's type.
fn reply<C: Call>(result: Result<C::Reply, EngineError>) -> Result<Value, ApiError> {
    let reply = result.map_err(refusal)?;
    serde_json::to_value(reply).map_err(|error| {
        ApiError::new(
            ErrorCode::Failed,
            format!("The answer is not JSON: {error}."),
        )
    })
}

/// The engine's refusal in the API's terms.
pub fn refusal(error: EngineError) -> ApiError {
    let message = error.to_string();
    match error {
        EngineError::Invalid(problems) => ApiError::invalid(problems),
        EngineError::NotFound(_) => ApiError::not_found(message),
        EngineError::Refused(_) => ApiError::new(ErrorCode::Refused, message),
        _ => {
            tracing::error!(%message, "a command failed");
            ApiError::new(ErrorCode::Failed, message)
        }
    }
}

/// The secret that the callers of an automation use.
fn callers(secret: &Option<SecretText>) -> Option<&str> {
    secret.as_ref().map(SecretText::reveal)
}

fn reveal<'a>(
    signing: &'a Option<SecretText>,
    named: &'a BTreeMap<String, SecretText>,
) -> GivenSecrets<'a> {
    let named = named.iter();
    GivenSecrets {
        signing: signing.as_ref().map(SecretText::reveal),
        named: named
            .map(|(name, secret)| (name.as_str(), secret.reveal()))
            .collect(),
    }
}
