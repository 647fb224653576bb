import { Button } from "@mantine/core";
import { DestinationList } from "../../components/destination/DestinationList";
import { Icon } from "../../components/shared/Icon";
import { PageTop } from "../../components/shared/PageTop";
import { Reading } from "../../components/shared/Reading";
import { words } from "../../model/en";
import { useDestinations } from "../../state/queries";
import { go } from "../../state/route";

/** All destinations. The Test inbox is always one of them, so the list is never empty. */
export function Destinations() {
  const destinations = useDestinations();
  const rows = destinations.data ?? [];
  return (
    <>
      <PageTop
        title={words.destinations.title}
        count={rows.length > 0 ? words.destinations.count(rows.length) : undefined}
        tools={
          <Button
            variant="filled"
            leftSection={<Icon name="plus" />}
            onClick={() => go({ screen: "destination", id: null })}
          >
            {words.destinations.new}
          </Button>
        }
      />
      <Reading query={destinations}>
        <DestinationList rows={rows} />
      </Reading>
    </>
  );
}
