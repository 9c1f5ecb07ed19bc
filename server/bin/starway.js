#!/usr/bin/env node
import "../dist/main/starway.js";
