import { breath } from "./idle";

// Imported first, after Vue: the browser draws and answers before what is ours is set up.
await breath();
