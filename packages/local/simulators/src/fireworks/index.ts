export { createFireworksSimulator } from "./create-fireworks-simulator.ts";
