// Stands for the bundle where the server was built without one: the modules, as they are.
import '/explorer/explore.js';
