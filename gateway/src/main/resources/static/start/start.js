"use strict";

const ROLES = {
  "clinic-doctor": "基层医生",
  "referral-officer": "转诊专员",
  "duty-officer": "总值班",
  "centre-lead": "中心负责人",
  "specialist": "专科医师",
  "reviewer": "审核医师",
  "staffing-manager": "医务科",
  "bureau-viewer": "卫健局",
  "auditor": "审计员",
  "alliance-admin": "医共体管理员",
  "his-client": "HIS 对接",
  "operator": "运维",
};

const SIGN_IN = {
  "cancelled": "您取消了登录。 You cancelled the sign-in.",
  "stale": "这次登录已过期，请重新登录。 This sign-in is out of date; please try again.",
  "no-cookie":
    "浏览器没有保存登录所需的 Cookie。请使用 https 地址，或在本机通过 localhost 访问。 " +
    "The browser kept no cookie: use the https address, or localhost on this machine.",
  "away": "登录服务暂时不可用，请稍后重试。 The sign-in service is away; please try again soon.",
  "failed": "登录未成功，请重试；多次失败请联系管理员。 The sign-in failed; please try again.",
};

const $ = (id) => document.getElementById(id);

function cookie(name) {
  const found = document.cookie.split("; ").find((it) => it.startsWith(name + "="));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

function say(text) {
  $("notice").textContent = text;
  $("notice").hidden = false;
}

function show(part) {
  for (const id of ["who-wait", "who-nobody", "who-somebody"]) {
    $(id).hidden = id !== part;
  }
}

function greet(me) {
  $("name").textContent = me.name || "—";
  $("institution").textContent = me.institution || "—";
  $("alliance").textContent = me.alliance || "—";
  $("roles").textContent = me.roles.map((role) => ROLES[role] || role).join("、") || "—";
  show("who-somebody");
}

async function whoAmI() {
  const answer = await fetch("/api/me", { headers: { Accept: "application/json" } });
  if (answer.ok) {
    greet(await answer.json());
  } else {
    show("who-nobody");
    if (answer.status !== 401) {
      const problem = await answer.json().catch(() => ({}));
      say((problem.title || "暂时无法查询登录状态") + "。" + (problem.detail || ""));
    }
  }
}

$("sign-out").addEventListener("submit", (event) => {
  event.target.elements._csrf.value = cookie("__Host-XSRF-TOKEN") || cookie("XSRF-TOKEN");
});

const failed = new URLSearchParams(location.search).get("sign-in");
if (failed) {
  say(SIGN_IN[failed] || SIGN_IN.failed);
  history.replaceState(null, "", "/");
}

whoAmI().catch(() => {
  show("who-nobody");
  say("连接已中断，请检查网络后刷新。 The line is down; reload when it is back.");
});
