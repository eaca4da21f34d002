/// What runs in each page: listens for events, reloads, and shows problems.
///
/// Browsers open at most six connections to one HTTP/1.1 server, and a stream of events holds one
/// for good. So of all tabs only the one that holds a lock has the stream, and tells the others.
/// Where locks can't be had (plain HTTP over the network) each tab has its own.
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

    // The paths of all files that this page is made of, as the server names them.
    const filesShown = () => {
      const files = new Set([page]);
      const add = (address) => {
        let path;
        try {
          const url = new URL(address, document.baseURI);
          if (url.origin !== location.origin) return;
          path = decodeURIComponent(url.pathname).slice(1);
        } catch {
          return; // No address, so no file of ours.
        }
        files.add(path).add(path + ".html");
        files.add(path + (path === "" || path.endsWith("/") ? "" : "/") + "index.html");
      };
      add(location.href);
      const elements = "[src], object[data], link:is([rel~=stylesheet], [rel~=icon], [rel~=preload])";
      for (const element of document.querySelectorAll(elements)) {
        add(element.src || element.data || element.href || location.href);
      }
      // Also what style sheets and scripts have loaded, but not pages that were merely looked at.
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
      } catch {} // Storage may be forbidden; then the browser's own memory has to do.
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
      // Again when images have their sizes.
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
        // The browser connects again by itself, but not after every kind of failure.
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

    // For a page that doesn't have the stream itself, or had it not for a while.
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
      catchUp().catch(() => {}); // The server is gone; the tab with the stream finds it again.
    };

    // The page around a frame reloads for both.
    if (window.top === window) {
      restoreScroll();
      join();
      addEventListener("pageshow", (event) => event.persisted && join());
    }

    """#
