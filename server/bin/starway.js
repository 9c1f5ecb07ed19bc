#!/usr/bin/env -S node --max-semi-space-size=128
// With a roomier nursery most of what a payment needs is gone before the collector comes by.
import "../dist/main/starway.js";
