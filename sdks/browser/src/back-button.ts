const MARK = "faststar_checkout";
const SETTLE_MS = 50;

let guarded = false;
let stayOnEntry = () => {};

/**
 * Makes the browser's back button close the overlay instead of leaving the shop: one history entry is added, with the
 * page's own state copied into it so that the routers of single-page shops see nothing new. The function that comes
 * back removes the entry again.
 */
export function guardBackButton(onBack: () => void): () => void {
  stayOnEntry();
  guarded = true;
  addEntry();
  const onPopstate = () => {
    if (!isMarked()) onBack();
  };
  addEventListener("popstate", onPopstate);
  return () => {
    guarded = false;
    removeEventListener("popstate", onPopstate);
    if (isMarked()) leaveEntry();
  };
}

function addEntry(): void {
  if (!isMarked()) history.pushState({ ...history.state, [MARK]: 1 }, "");
}

function isMarked(): boolean {
  return Boolean(history.state?.[MARK]);
}

/** Waits a moment: going back at once may cancel the navigation that shops start right after closing the overlay. */
function leaveEntry(): void {
  const stay = () => {
    clearTimeout(timer);
    removeEventListener("beforeunload", stay);
  };
  const timer = setTimeout(() => {
    stay();
    if (isMarked()) goBack();
  }, SETTLE_MS);
  addEventListener("beforeunload", stay);
  stayOnEntry = stay;
}

/** The Navigation API, where there is one, also steps over the entries that pages inside the frame have added. */
function goBack(): void {
  // A checkout that is opened while the browser is on its way gets an entry of its own.
  addEventListener("popstate", () => guarded && addEntry(), { once: true });
  const { navigation } = window as { navigation?: Pick<Navigation, "back"> };
  if (!navigation) {
    history.back();
    return;
  }
  const { committed, finished } = navigation.back();
  for (const outcome of [committed, finished]) outcome?.catch(() => {});
}
