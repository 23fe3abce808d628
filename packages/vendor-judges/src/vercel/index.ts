export { vercelAnswerProblems, vercelChangeProblems } from "./judge-vercel.ts";
