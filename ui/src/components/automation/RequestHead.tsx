import type { Request } from "../../bindings/Request";
import codeCss from "../shared/CodeView.module.css";

interface RequestHeadProps {
  request: Request;
  /** The destination's own address; what is added to it stands out. */
  base: string;
}

/** Method, address and headers, as they stand before the content. */
export function RequestHead({ request, base }: RequestHeadProps) {
  const { method, url, headers, body, upload } = request;
  const own = base.replace(/\/$/, "");
  const fixed = url.startsWith(own) ? own : url;
  return (
    <>
      <span className={codeCss.mark}>{method}</span> {fixed}
      {url.length > fixed.length && (
        <span className={codeCss.strong}>{url.slice(fixed.length)}</span>
      )}
      {"\n\n"}
      {headers.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the headers of one request never move
        <span key={index}>
          <span className={codeCss.key}>{name}</span>
          <span className={codeCss.mark}>:</span> {value}
          {"\n"}
        </span>
      ))}
      {(body || upload) && "\n"}
    </>
  );
}
