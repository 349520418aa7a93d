const form = document.querySelector("form.filters");
const articles = [...document.querySelectorAll("article")];
function show() {
  const { slice, verdict, words } = Object.fromEntries(new FormData(form));
  const wanted = words.toLowerCase().trim();
  let count = 0;
  for (const article of articles) {
    const fits = (!slice || JSON.parse(article.dataset.slices).includes(slice))
      && (!verdict || article.dataset.verdict === verdict)
      && (!wanted || article.textContent.toLowerCase().includes(wanted));
    article.hidden = !fits;
    count += fits;
  }
  form.querySelector("output").textContent = count + " of " + articles.length;
}
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
for (const link of document.querySelectorAll("a[data-slice]")) {
  link.addEventListener("click", () => { form.elements.slice.value = link.dataset.slice; form.elements.verdict.value = ""; show(); });
}
show();
