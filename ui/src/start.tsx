import "./styles/mantine.css";
import "./styles/tokens.css";
import "./styles/fonts.css";
import "./styles/base.css";

import { createRoot } from "react-dom/client";
import { openHost } from "./host";
import { App } from "./screens/App";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has lost its root");

createRoot(root).render(<App host={await openHost()} />);
