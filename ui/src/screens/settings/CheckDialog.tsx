import { Button, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Check } from "../../bindings/Check";
import type { CheckState } from "../../bindings/CheckState";
import { DialogActions, DialogBody } from "../../components/shared/Dialog";
import { Icon } from "../../components/shared/Icon";
import { Reading } from "../../components/shared/Reading";
import { words } from "../../model/en";
import { useHost } from "../../state/host";
import css from "./Checkup.module.css";

interface CheckDialogProps {
  opened: boolean;
  onClose: () => void;
}

/** Shows how everything is that has to work. It is looked at anew each time. */
export function CheckDialog({ opened, onClose }: CheckDialogProps) {
  const host = useHost();
  const query = useQuery({
    queryKey: ["check-up"],
    queryFn: () => host.call({ type: "run_checks" }),
    enabled: opened,
    gcTime: 0,
  });
  const checks = query.data?.checks ?? [];
  return (
    <Modal opened={opened} onClose={onClose} title={words.checkup.title} size={720}>
      <DialogBody>
        <p role="status">{query.isFetching ? words.checkup.looking : summary(checks)}</p>
        <Reading query={query}>
          <ul className={css.checks} aria-label={words.checkup.list}>
            {checks.map((check) => (
              <CheckLine key={check.of} check={check} />
            ))}
          </ul>
        </Reading>
        <DialogActions>
          <Button loading={query.isFetching} onClick={() => void query.refetch()}>
            {words.checkup.again}
          </Button>
          <Button variant="filled" onClick={onClose} data-autofocus>
            {words.checkup.close}
          </Button>
        </DialogActions>
      </DialogBody>
    </Modal>
  );
}

function summary(checks: Check[]): string {
  const count = (state: CheckState) => checks.filter((check) => check.state === state).length;
  if (count("bad") > 0) return words.checkup.bad(count("bad"));
  if (count("doubtful") > 0) return words.checkup.doubtful(count("doubtful"));
  return checks.length > 0 ? words.checkup.good : "";
}

const ICONS = { good: "check", doubtful: "info", bad: "warn" } as const;

function CheckLine({ check }: { check: Check }) {
  const { of, state, sentence, advice } = check;
  return (
    <li className={css.check} data-state={state}>
      <span className={css.state}>
        <Icon name={ICONS[state]} />
        {words.checkup.states[state]}
      </span>
      <span className={css.of}>{words.checkup.of[of]}</span>
      <div className={css.said}>
        <span className={css.sentence}>{sentence}</span>
        {advice && <span className={css.advice}>{advice}</span>}
      </div>
    </li>
  );
}
