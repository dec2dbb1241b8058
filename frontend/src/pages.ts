// What every page runs. Each area has a file of its own; all of it only eases what works without.
import "./charts";
import "./copy";
import "./frame";
import "./search";
import "./tables";
import "./things";
