// What Sphinx's scripts say in Japanese; Sphinx takes this file in place of its own, in which some of it is empty or English.
Documentation.addTranslations({
    "locale": "ja",
    "messages": {
        ", in ": "：",
        "Hide Search Matches": "検索語の強調を消す",
        "Preparing search...": "検索の準備をしています…",
        "Search Results": "検索結果",
        "Search finished, found one page matching the search query.": ["${resultCount}ページ見つかりました。"],
        "Searching": "検索しています",
        "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.": "この語句を含むページはありません。短い語句か、別の言い方で検索してください。"
    },
    "plural_expr": "0"
});
