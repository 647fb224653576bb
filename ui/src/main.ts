// What follows is loaded only after the locale is right: some libraries read it while they load.
import "./locale";

void import("./start");
