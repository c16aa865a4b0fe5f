queries => queries.map((query) => {
  const stemmer = new Stemmer();
  const words = splitQuery(query).filter((word) => !/^\d+$/.test(word));
  return words.map((word) => stemmer.stemWord(word.toLowerCase())).filter((word) => word.length > 2);
})
