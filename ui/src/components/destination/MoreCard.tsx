import type { UseFormReturnType } from "@mantine/form";
import type { Destination } from "../../bindings/Destination";
import { isPlain, OWN_SECRETS } from "../../model/access-draft";
import { type DestinationDraft, USUAL_HOURS } from "../../model/destination-draft";
import { words } from "../../model/en";
import { FoldCard } from "../shared/FoldCard";
import { AuthenticationFields } from "./AuthenticationFields";
import css from "./DestinationForm.module.css";
import { HealthFields } from "./HealthFields";
import { LimitFields } from "./LimitFields";
import { NamedSecrets } from "./NamedSecrets";
import { TransportFields } from "./TransportFields";

interface MoreCardProps {
  form: UseFormReturnType<DestinationDraft>;
  destination: Destination | null;
  /** Something leads here. */
  wanted: boolean;
}

/** What few destinations need: it is open where something of it is in use or looked for. */
export function MoreCard({ form, destination, wanted }: MoreCardProps) {
  const { authentication, transport, limits, unhealthy_after_hours } = form.values;
  const named = destination?.secrets.named ?? [];
  const own: readonly string[] = OWN_SECRETS;
  const plain =
    limits.waiting === "" &&
    isPlain(authentication, transport) &&
    unhealthy_after_hours === USUAL_HOURS &&
    named.every(({ name }) => own.includes(name));
  const wrong = /^(authentication|transport|limits\.(waiting|when_full)|secrets|added|unhealthy)/;
  const adding = form.values.added.length > 0;
  const failing = Object.keys(form.errors).some((path) => wrong.test(path));
  return (
    <FoldCard
      title={words.access.more}
      about={words.access.moreWords}
      startsOpen={!plain}
      keepOpen={failing || adding || wanted}
    >
      <div className={css.parts}>
        <AuthenticationFields
          form={form}
          kept={named}
          keptFor={destination?.settings.authentication.type ?? null}
        />
        <hr className={css.rule} />
        <NamedSecrets form={form} destination={destination} />
        <hr className={css.rule} />
        <TransportFields form={form} kept={named} />
        <hr className={css.rule} />
        <LimitFields form={form} />
        <hr className={css.rule} />
        <HealthFields form={form} />
      </div>
    </FoldCard>
  );
}
