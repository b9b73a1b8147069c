Behaviour.specify("#istio-images-filter", "istio-images-filter", 0, function (input) {
  function filter() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    document.querySelectorAll(".istio-images-release").forEach(function (release) {
      const rows = release.querySelectorAll(".istio-images-row");
      let shown = 0;
      rows.forEach(function (row) {
        const fits = words.every((word) => row.dataset.search.includes(word));
        row.classList.toggle("jenkins-hidden", !fits);
        shown += fits ? 1 : 0;
      });
      release.querySelectorAll(".istio-images-none").forEach(function (text) {
        text.classList.toggle("jenkins-hidden", shown > 0 || rows.length === 0);
      });
    });
  }

  input.addEventListener("input", filter);
  filter();
});
