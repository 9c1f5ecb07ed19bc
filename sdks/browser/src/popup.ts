const WIDTH_PX = 480;
const HEIGHT_PX = 720;

/** Opens an empty window over the middle of this one; null when the browser forbids it. */
export function openPopup(): Window | null {
  const left = screenX + (outerWidth - WIDTH_PX) / 2;
  const top = screenY + (outerHeight - HEIGHT_PX) / 2;
  return open("", "_blank", `popup,width=${WIDTH_PX},height=${HEIGHT_PX},left=${left},top=${top}`);
}
