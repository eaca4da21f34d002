/// The script in each page: it listens for events, reloads the page, and shows problems.
///
/// Browsers open at most six connections to one HTTP/1.1 server, and a stream of events keeps one
/// open. So only the tab that holds a lock has the stream, and it informs the other tabs. If locks
/// are unavailable (plain HTTP over the network), each tab has its own stream.
let liveScript = "(() => {\n\"use strict\";\n" + overlayScript + reloadScript + "})();\n"

private let reloadScript = #"""
    const { generation: first, page } = document.currentScript.dataset;
    const overlay = makeOverlay();
    let generation = first;

    const isNewer = (token) => {
      const [session, number] = token.split(".");
      const [oldSession, oldNumber] = generation.split(".");
      return session !== oldSession || Number(number) > Number(oldNumber);
    };

    const handle = (type, data) => {
      if (type === "error") overlay.show(data);
      if (type === "ok") overlay.hide();
      if (type === "reload" && isNewer(data.generation)) {
        generation = data.generation;
        if (!data.changed || data.changed.some((file) => filesShown().has(file))) reload();
      }
    };

    // Returns the paths of all files that this page uses, in the server's spelling.
    const filesShown = () => {
      const files = new Set([page]);
      const add = (address) => {
        let path;
        try {
          const url = new URL(address, document.baseURI);
          if (url.origin !== location.origin) return;
          path = decodeURIComponent(url.pathname).slice(1);
        } catch {
          return; // It is not an address, so it is no file of this site.
        }
        files.add(path).add(path + ".html");
        files.add(path + (path === "" || path.endsWith("/") ? "" : "/") + "index.html");
      };
      add(location.href);
      const elements = "[src], object[data], link:is([rel~=stylesheet], [rel~=icon], [rel~=preload])";
      for (const element of document.querySelectorAll(elements)) {
        add(element.src || element.data || element.href || location.href);
      }
      // This includes files that style sheets and scripts have loaded, but not prefetched pages.
      for (const { name, initiatorType } of performance.getEntriesByType("resource")) {
        if (!["fetch", "xmlhttprequest"].includes(initiatorType) && !/\.html|\/$/.test(name)) add(name);
      }
      return files;
    };

    const scrollKey = "site-live-scroll";
    const address = location.pathname + location.search;

    const reload = () => {
      try {
        sessionStorage.setItem(scrollKey, JSON.stringify([address, scrollX, scrollY]));
      } catch {} // Storage may be forbidden; then the browser restores the position itself.
      location.reload();
    };

    const restoreScroll = () => {
      let saved = null;
      try {
        saved = JSON.parse(sessionStorage.getItem(scrollKey));
        sessionStorage.removeItem(scrollKey);
      } catch {}
      if (saved?.[0] !== address) return;
      const restore = () => scrollTo({ left: saved[1], top: saved[2], behavior: "instant" });
      restore();
      // Restored again when the sizes of images are known.
      if (document.readyState !== "complete") addEventListener("load", restore, { once: true });
    };

    const listen = (tell) => {
      let isOver = false;
      let source;
      const connect = () => {
        if (isOver) return;
        source = new EventSource("/.site/events?since=" + generation);
        for (const type of ["reload", "error", "ok"]) {
          // A lost connection is an "error" too, without data.
          source.addEventListener(type, ({ data }) => data && tell(type, JSON.parse(data)));
        }
        // The browser reconnects by itself, but not after every kind of failure.
        source.addEventListener("error", () => {
          if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
        });
      };
      connect();
      return () => {
        isOver = true;
        source.close();
      };
    };

    // For a page that doesn't have the stream, or lost it for a while.
    const catchUp = async () => {
      const response = await fetch("/.site/state?since=" + generation, { cache: "no-store" });
      const state = await response.json();
      handle(state.errors.length ? "error" : "ok", state.errors);
      if (state.reload) handle("reload", state.reload);
    };

    const join = () => {
      const leaving = new Promise((resolve) => {
        addEventListener("pagehide", resolve, { once: true });
      });
      if (!navigator.locks) {
        leaving.then(listen(handle));
        return;
      }
      const channel = new BroadcastChannel("site-live");
      channel.onmessage = ({ data: [type, data] }) => handle(type, data);
      const waiting = new AbortController();
      leaving.then(() => {
        waiting.abort();
        channel.close();
      });
      const lead = async () => {
        const stop = listen((type, data) => {
          channel.postMessage([type, data]);
          handle(type, data);
        });
        await leaving;
        stop();
      };
      navigator.locks.request("site-live", { signal: waiting.signal }, lead).catch(() => {});
      catchUp().catch(() => {}); // The server is gone; the tab with the stream will reconnect.
    };

    // The page that contains a frame reloads for both.
    if (window.top === window) {
      restoreScroll();
      join();
      addEventListener("pageshow", (event) => event.persisted && join());
    }

    """#
