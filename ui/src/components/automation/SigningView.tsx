import { Input } from "@mantine/core";
import type { Destination } from "../../bindings/Destination";
import { words } from "../../model/en";
import { routeHref } from "../../model/route";
import { formCss } from "../shared/FormGrid";
import { Icon } from "../shared/Icon";
import css from "./SigningView.module.css";

interface SigningViewProps {
  destination: Destination | undefined;
}

/** How requests are signed, which is the destination's own matter. */
export function SigningView({ destination }: SigningViewProps) {
  if (!destination) return <span />;
  const { signing } = destination.settings;
  const how = words.destinations.signings[signing.type];
  const hint = destination.secret_hint;
  const signs = signing.type !== "none";
  return (
    <Input.Wrapper label={words.send.signing} labelElement="div">
      <div className={formCss.line}>
        <span className={css.how}>
          <Icon name={signs ? "lock" : "unlock"} />
          {signs && hint ? words.send.signedWith(how, hint) : how}
        </span>
        {!destination.built_in && (
          <a
            className={css.change}
            href={routeHref({ screen: "destination", id: destination.id })}
            aria-label={words.send.changeSigningAt(destination.settings.name)}
          >
            {words.send.changeSigning}
          </a>
        )}
      </div>
    </Input.Wrapper>
  );
}
