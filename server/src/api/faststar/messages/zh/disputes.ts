/** About disputes: what buyers' banks take back, and what merchants answer. */
export const DISPUTES = {
  "No such dispute.": "争议不存在。",
  "Evidence can no longer be given in this dispute because its status is {status}.":
    "该争议的状态为 {status}，不能再提交证据。",
  "Give some evidence before you submit it.": "提交之前请先提供证据。",
  "This dispute cannot be closed because its status is {status}: only one that needs a response can be given up.":
    "该争议的状态为 {status}，不能关闭：只有等待回应的争议才能放弃。",
} as const;
